import type { Limits, Receipt } from '../api.ts';
import { XlsxError } from '../api.ts';
import { checkXml, refuseDtd, type Stretch } from '../xml/check-xml.ts';
import { decodeText, toUtf8 } from '../xml/encoding.ts';
import { ChunkedContent } from '../zip/chunked-content.ts';
import { deflated, type ZipEntry } from '../zip/entry.ts';
import { inflateEntry, inflateEntryAside } from '../zip/inflate-entry.ts';
import { readZip, type ZipArchive } from '../zip/read-zip.ts';
import { writeZip } from '../zip/write-zip.ts';
import { type ContentTypes, contentTypeOf, readContentTypes, withContentType } from './content-types.ts';
import { contentBytes, newPart, type Part } from './part.ts';
import { extensionOf, partKey, relationshipsPart, targetFrom } from './part-name.ts';
import { brokenPackage, refuseForeign, refuseOtherArchives, refuseOtherDocuments } from './recognise.ts';
import {
  freeId,
  type Relationship,
  readRelationships,
  withoutRelationship,
  withRelationship,
} from './relationships.ts';
import { mainKind, officeKind } from './vocabulary.ts';

const contentTypesName = '[Content_Types].xml';

/** Smaller parts are inflated before another thread has begun. */
const LARGE = 256 * 1024;

/** An OPC package (ECMA-376 Part 2): named parts, their types and their relationships. What is not put or removed passes through. */
export class Package {
  readonly limits: Limits;
  /** The main part, by relationship. */
  readonly mainPart: string;
  private readonly archive: ZipArchive;
  private readonly parts = new Map<string, Part>();
  private readonly removed = new Map<string, { name: string; why: string }>();
  private types: ContentTypes | undefined;
  private readonly links = new Map<string, readonly Relationship[]>();
  private readonly like: Package | undefined;

  /** Validates the container; inflates nothing but content types and root relationships. Throws `XlsxError`. */
  static open(bytes: Uint8Array, limits: Limits, like?: Package): Package {
    const archive = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    refuseForeign(archive);
    const zip = readZip(archive, limits);
    refuseOtherArchives(zip);
    return new Package(zip, limits, like);
  }

  private constructor(archive: ZipArchive, limits: Limits, like: Package | undefined) {
    this.archive = archive;
    this.like = like;
    this.limits = limits;
    for (const entry of archive.entries)
      if (!entry.directory) this.parts.set(partKey(entry.name), newPart(entry.name, entry));
    this.mainPart = this.findMainPart();
  }

  /** Names of the parts as the package spells them, in its order; added ones at the end. */
  get names(): readonly string[] {
    return [...this.parts.values()].map((part) => part.name);
  }

  has(name: string): boolean {
    return this.parts.has(partKey(name));
  }

  /** The name of a part as the package spells it. */
  find(name: string): string | undefined {
    return this.parts.get(partKey(name))?.name;
  }

  /** The inflated bytes as they stand, not checked beyond size and CRC. Throws `PACKAGE_BROKEN` if there is no such part. */
  bytes(name: string): Buffer {
    const part = this.part(name);
    const asOpened = part.reasons.length === 0;
    part.content ??= asOpened ? this.inflate(part.name, part.entry!) : part.chunked!.bytes();
    return part.content;
  }

  private inflate(name: string, entry: ZipEntry): Buffer {
    return this.orTwin(name, inflateEntry(this.archive.bytes, entry));
  }

  /** The very buffer of the part that it is like, where that holds the same: scans and strings are known by it. */
  private orTwin(name: string, content: Buffer): Buffer {
    const twin = this.like?.known(name);
    return twin?.equals(content) ? twin : content;
  }

  /** Inflates the large parts side by side in the thread pool. Throws as `bytes` does. */
  async inflateAhead(): Promise<void> {
    const large = [...this.parts.values()].filter(
      ({ entry, content, reasons }) => content === undefined && reasons.length === 0 && (entry?.size ?? 0) >= LARGE,
    );
    const inflate = async (part: Part) => {
      const content = await inflateEntryAside(this.archive.bytes, part.entry!);
      part.content ??= this.orTwin(part.name, content);
    };
    await Promise.all(large.map(inflate));
  }

  /** The content of a part in chunks, if it is known so. */
  chunked(name: string): ChunkedContent | undefined {
    return this.parts.get(partKey(name))?.chunked;
  }

  /** The bytes of a part, if they have been inflated or put together already. */
  known(name: string): Buffer | undefined {
    return this.parts.get(partKey(name))?.content;
  }

  /** A part as it stands compressed in the file; undefined when it was changed, or is not compressed. */
  packed(name: string): (Pick<ZipEntry, 'size' | 'crc'> & { readonly bytes: Buffer }) | undefined {
    const part = this.parts.get(partKey(name));
    if (part?.entry?.method !== deflated || part.reasons.length > 0) return undefined;
    const { dataStart, packedSize, size, crc } = part.entry;
    return { bytes: this.archive.bytes.subarray(dataStart, dataStart + packedSize), size, crc };
  }

  /** Says of which chunks the content that a part has is made. */
  setChunks(name: string, chunked: ChunkedContent): void {
    this.part(name).chunked = chunked;
  }

  /** Begins to compress a changed part in the thread pool: `toBytes` takes that, unless the part is changed again. */
  compressAhead(name: string): void {
    const part = this.part(name);
    if (part.reasons.length === 0) return;
    part.ahead = part.chunked ?? ChunkedContent.of(part.content!);
    // a fault comes to light in `toBytes`, which waits for the same
    part.ahead.deflate().catch(() => undefined);
  }

  /** Replaces a part by what was spliced from it. */
  putChunked(name: string, chunked: ChunkedContent, why: string): void {
    this.replace(this.part(name), chunked, why, false);
  }

  /**
   * The bytes of an XML part, checked once (well-formed, no DTD, within the limits) and in UTF-8; a byte order mark is kept.
   * What `wellFormed` gives needs no check (see `checkXml`).
   */
  utf8(name: string, wellFormed?: (utf8: Buffer) => readonly Stretch[]): Buffer {
    const part = this.part(name);
    part.checked ??= part.trusted ? this.bytes(part.name) : this.check(part, wellFormed);
    return part.checked;
  }

  /** The text of an XML part, checked, without its byte order mark. */
  text(name: string): string {
    return decodeText(this.utf8(name), name);
  }

  /** Replaces a part, or adds it (with an override of its content type where the default does not say the same). */
  put(name: string, content: Uint8Array | string, why: string, contentType?: string): void {
    const key = partKey(name);
    const bytes = contentBytes(content);
    const trusted = typeof content === 'string';
    const existing = this.parts.get(key);
    if (existing === undefined) {
      const part = newPart(this.removed.get(key)?.name ?? name, this.removedEntry(key));
      this.removed.delete(key);
      this.parts.set(key, part);
      this.replace(part, bytes, why, trusted);
    } else if (!this.bytes(existing.name).equals(bytes)) this.replace(existing, bytes, why, trusted);
    if (contentType !== undefined) this.setContentType(name, contentType, why);
  }

  /** Removes a part (never the content types), its own type and its relationships; relationships *to* it are the caller's. */
  remove(name: string, why: string): void {
    const key = partKey(name);
    const part = this.parts.get(key);
    if (part === undefined || key === partKey(contentTypesName)) return;
    this.parts.delete(key);
    this.links.delete(key);
    if (part.entry !== undefined) this.removed.set(key, { name: part.entry.name, why });
    this.setContentType(part.name, undefined, why);
    this.remove(relationshipsPart(part.name), why);
  }

  contentType(name: string): string | undefined {
    this.types ??= readContentTypes(this.text(contentTypesName));
    return contentTypeOf(this.types, name);
  }

  /** The relationships of a part; `''` for those of the package. */
  relationships(source: string): readonly Relationship[] {
    const key = partKey(source);
    let links = this.links.get(key);
    if (links === undefined) {
      const name = this.find(relationshipsPart(source));
      links = name === undefined ? [] : readRelationships(this.text(name), source, (target) => this.find(target));
      this.links.set(key, links);
    }
    return links;
  }

  /** Adds a relationship and returns its id. `target` is a part name, or a URI with `external`. */
  relate(source: string, type: string, target: string, external = false): string {
    const name = this.find(relationshipsPart(source)) ?? relationshipsPart(source);
    const id = freeId(this.relationships(source));
    const written = external ? target : targetFrom(source, target);
    const text = this.has(name) ? this.text(name) : undefined;
    const relationshipsType = 'application/vnd.openxmlformats-package.relationships+xml';
    this.put(
      name,
      withRelationship(text, { id, type, target: written, external }),
      `relationship ${id}`,
      relationshipsType,
    );
    return id;
  }

  unrelate(source: string, id: string): void {
    const name = this.find(relationshipsPart(source));
    if (name !== undefined) this.put(name, withoutRelationship(this.text(name), id), `relationship ${id} removed`);
  }

  changed(name: string): boolean {
    const part = this.parts.get(partKey(name));
    return part === undefined ? this.removed.has(partKey(name)) : part.reasons.length > 0;
  }

  get receipt(): Receipt {
    const changed = [...this.parts.values()]
      .filter((part) => part.reasons.length > 0)
      .map((part) => ({ part: part.name, why: [...new Set(part.reasons)].join('; ') }));
    const removed = [...this.removed.values()].map(({ name, why }) => ({ part: name, why: `removed: ${why}` }));
    return { partsTotal: this.parts.size, partsChanged: [...changed, ...removed] };
  }

  /** Inflates every part, also those that are only passed on; what is no XML is not kept. Throws for lies about size or CRC. */
  verify(): void {
    for (const part of this.parts.values()) {
      if (part.content !== undefined || part.reasons.length > 0) continue;
      const content = inflateEntry(this.archive.bytes, part.entry!);
      if (/^(xml|rels|vml)$/.test(extensionOf(part.name))) part.content = content;
    }
    for (const entry of this.archive.entries) if (entry.directory) inflateEntry(this.archive.bytes, entry);
  }

  /** Size of the file, and how many bytes of it stand behind the archive. */
  get fileSize(): { readonly total: number; readonly trailing: number } {
    return { total: this.archive.bytes.length, trailing: this.archive.end.trailing.length };
  }

  /** Byte-identical to what was opened if nothing changed. */
  async toBytes(): Promise<Buffer> {
    const replaced = new Map<string, Buffer | ChunkedContent>();
    const added = new Map<string, Buffer | ChunkedContent>();
    for (const part of this.parts.values()) {
      if (part.reasons.length === 0) continue;
      const content = part.ahead ?? part.chunked ?? part.content!;
      if (part.entry === undefined) added.set(part.name, content);
      else replaced.set(part.entry.name, content);
    }
    const removed = new Set([...this.removed.values()].map(({ name }) => name));
    if (replaced.size + added.size + removed.size === 0) return Buffer.from(this.archive.bytes);
    return await writeZip(this.archive, { replaced, removed, added });
  }

  private part(name: string): Part {
    const part = this.parts.get(partKey(name));
    if (part === undefined) throw brokenPackage('a part that it needs is missing', name);
    return part;
  }

  private check(part: Part, wellFormed?: (utf8: Buffer) => readonly Stretch[]): Buffer {
    const bytes = this.bytes(part.name);
    if (extensionOf(part.name) !== 'vml') return checkXml(bytes, this.limits, part.name, wellFormed);
    refuseDtd(bytes, part.name);
    return toUtf8(bytes, part.name);
  }

  private replace(part: Part, content: Buffer | ChunkedContent, why: string, trusted: boolean): void {
    const chunked = content instanceof ChunkedContent;
    if ((chunked ? content.size : content.length) > this.limits.part)
      throw new XlsxError('LIMIT', `A part would become larger than ${this.limits.part} bytes.`, { part: part.name });
    part.trusted ||= trusted || part.checked !== undefined;
    part.checked = undefined;
    part.content = chunked ? undefined : content;
    part.chunked = chunked ? content : undefined;
    part.ahead = undefined;
    part.reasons.push(why);
    const relationships = /^((?:.*\/)?)_rels\/([^/]*)\.rels$/.exec(partKey(part.name));
    if (relationships !== null) this.links.delete(`${relationships[1]}${relationships[2]}`);
    if (partKey(part.name) === partKey(contentTypesName)) this.types = undefined;
  }

  private removedEntry(key: string): ZipEntry | undefined {
    const name = this.removed.get(key)?.name;
    return name === undefined ? undefined : this.archive.entries.find((entry) => entry.name === name);
  }

  private setContentType(name: string, type: string | undefined, why: string): void {
    const before = this.text(contentTypesName);
    const after = withContentType(before, name, type);
    if (after !== before) this.put(contentTypesName, after, `content type of ${name}: ${why}`);
  }

  private findMainPart(): string {
    const main = this.relationships('').find((link) => !link.external && officeKind(link.type) === 'officeDocument');
    if (main === undefined) throw brokenPackage('nothing says which part is the workbook', '_rels/.rels');
    const name = this.find(main.target);
    if (name === undefined) throw brokenPackage('the part with the workbook is missing', main.target);
    refuseOtherDocuments(mainKind(this.contentType(name)));
    return name;
  }
}
