/**
 * The shared strings part (ECMA-376 Part 1 §18.4.9) as offsets; a string is decoded when it is asked for.
 *
 *     <sst count="3" uniqueCount="2"><si><t>Task</t></si><si><r><t>bo</t></r><r><rPr/><t>ld</t></r></si></sst>
 */
import { XlsxError } from '../api.ts';
import type { Stretch } from '../xml/check-xml.ts';
import { ScanWindow } from './scan-window.ts';
import { elementEnd, endsName, isMarkup, LT, localName, nextTag, readTag, SLASH, skipMarkup } from './tokens.ts';
import { decodeEscapes, readRichText, unescapeXml } from './xml-string.ts';

// What the offsets enclose: the content of an `<si>`, the text of its only `<t>`, or such a text that needs no decoding (only the module tells).
const RICH = 0;
const TEXT = 1;
const PLAIN = 2;

/** Strings of a page (a power of two) are cut out of one text, which lives as long as any of them: it must not be long. */
const PAGE_BITS = 8;

export class SharedStrings {
  /** Always alive, as `SheetScanner.kept`. */
  protected static readonly kept = new SharedStrings(Buffer.from('<sst/>'), 0, false);

  private starts: Uint32Array;
  private ends: Uint32Array;
  private kinds: Uint8Array;
  private count = 0;
  private readonly bytes: Buffer;
  private readonly limit: number;
  /** What `get` has given so far. */
  readonly decoded: (string | undefined)[];
  /** Stretches of items that are well-formed and hold nothing but `<t>` and its text. */
  readonly plainItems: Stretch[] = [];

  /** `module` false: without the scanner module. Throws XML_MALFORMED, LIMIT. */
  constructor(bytes: Buffer, limit: number, module = true) {
    this.bytes = bytes;
    this.limit = limit;
    const likely = Math.max(32, Math.ceil(bytes.length / 24));
    this.starts = new Uint32Array(likely);
    this.ends = new Uint32Array(likely);
    this.kinds = new Uint8Array(likely);
    this.scan(module);
    this.decoded = new Array<string | undefined>(this.count);
  }

  get size(): number {
    return this.count;
  }

  /** Throws PACKAGE_BROKEN when there is no such string. */
  get(index: number): string {
    const known = this.decoded[index];
    if (known !== undefined) return known;
    if (!Number.isInteger(index) || index < 0 || index >= this.count)
      throw new XlsxError('PACKAGE_BROKEN', `There is no shared string ${index}: the workbook has ${this.count}.`);
    const text = this.decode(index);
    this.decoded[index] = text;
    return text;
  }

  private decode(index: number): string {
    const kind = this.kinds[index];
    if (kind === PLAIN) this.decodePage(index >>> PAGE_BITS);
    const known = this.decoded[index];
    if (known !== undefined) return known;
    const [from, to] = [this.starts[index]!, this.ends[index]!];
    if (kind === RICH) return readRichText(this.bytes, from, to);
    return decodeEscapes(unescapeXml(this.bytes.toString('utf8', from, to)));
  }

  /** All plain strings of a page: who wants one mostly wants its neighbours. */
  private decodePage(page: number): void {
    const first = page << PAGE_BITS;
    const end = Math.min(this.count, first + (1 << PAGE_BITS));
    const text = this.bytes.toString('latin1', this.starts[first]!, this.ends[end - 1]!);
    cutPlain(text, this.decoded, first, end, this.kinds, this.starts, this.ends);
  }

  private scan(module: boolean): void {
    const { bytes } = this;
    const root = nextTag(bytes, 0);
    if (!root || localName(root.name) !== 'sst')
      throw new XlsxError('XML_MALFORMED', 'The shared strings have no <sst>.');
    if (root.kind !== 'open') return;
    const prefix = root.name.slice(0, -3);
    const window = module ? ScanWindow.of(bytes, prefix) : undefined;
    let at = root.end;
    for (;;) {
      if (window !== undefined) at = window.scan(at, window.module.scanStrings, () => this.take(window));
      at = bytes.indexOf(LT, at);
      if (at < 0) throw new XlsxError('XML_MALFORMED', 'The shared strings are not closed.');
      if (isMarkup(bytes, at)) at = skipMarkup(bytes, at);
      else if (bytes[at + 1] === SLASH) return;
      else at = this.readItem(at, prefix.length + 1);
    }
  }

  /** Takes over what the module found. */
  private take({ module }: ScanWindow): boolean {
    const { buffer } = module.memory;
    const found = module.strings.value;
    if (this.count + found > this.limit) throw this.tooMany();
    while (this.count + found > this.kinds.length) this.grow();
    this.starts.set(new Uint32Array(buffer, module.STRING_START.value, found), this.count);
    this.ends.set(new Uint32Array(buffer, module.STRING_END.value, found), this.count);
    this.kinds.set(new Uint8Array(buffer, module.STRING_KIND.value, found), this.count);
    this.count += found;
    const spans = module.stringSpans.value;
    const from = new Uint32Array(buffer, module.SPAN_START.value, spans);
    const to = new Uint32Array(buffer, module.SPAN_END.value, spans);
    for (let i = 0; i < spans; i++) this.plainItems.push({ start: from[i]!, end: to[i]! });
    return found === module.CELLS.value || spans === module.ROWS.value;
  }

  /** An `<si>` (others are stepped over); returns the position behind it. */
  private readItem(start: number, shift: number): number {
    const { bytes } = this;
    const name = start + shift;
    if (bytes[name] !== 0x73 || bytes[name + 1] !== 0x69 || !endsName(bytes[name + 2])) {
      const other = readTag(bytes, start);
      // A beta of Excel 2007 wrote <sstItem>.
      if (localName(other.name) !== 'sstItem') return elementEnd(bytes, other);
    }
    if (this.count >= this.limit) throw this.tooMany();
    if (this.count === this.kinds.length) this.grow();
    const tag = readTag(bytes, start);
    const end = elementEnd(bytes, tag);
    const close = tag.kind === 'empty' ? tag.end : bytes.lastIndexOf(LT, end - 1);
    const [from, to] = this.onlyText(tag.end, close) ?? [tag.end, close];
    this.kinds[this.count] = from === tag.end ? RICH : TEXT;
    this.starts[this.count] = from;
    this.ends[this.count++] = to;
    return end;
  }

  /** Of content that is one `<t>` without attributes or a prefix, without comments in it. */
  private onlyText(from: number, to: number): readonly [number, number] | undefined {
    const { bytes } = this;
    if (bytes[from] !== LT || bytes[from + 1] !== 0x74 || bytes[from + 2] !== 0x3e) return undefined;
    const end = bytes.indexOf(LT, from);
    return end === to - 4 && bytes[end + 1] === SLASH && bytes[end + 2] === 0x74 ? [from + 3, end] : undefined;
  }

  private tooMany(): XlsxError {
    return new XlsxError('LIMIT', `The workbook has more than ${this.limit} shared strings.`);
  }

  private grow(): void {
    const size = 2 * this.kinds.length;
    const [starts, ends, kinds] = [new Uint32Array(size), new Uint32Array(size), new Uint8Array(size)];
    starts.set(this.starts);
    ends.set(this.ends);
    kinds.set(this.kinds);
    [this.starts, this.ends, this.kinds] = [starts, ends, kinds];
  }
}

const known = new WeakMap<Buffer, SharedStrings>();

/** The shared strings of a part in UTF-8, scanned once for the same bytes. Throws XML_MALFORMED, LIMIT. */
export function sharedStringsOf(bytes: Buffer, limit: number): SharedStrings {
  const strings = known.get(bytes) ?? new SharedStrings(bytes, limit);
  if (strings.size > limit) throw new XlsxError('LIMIT', `The workbook has more than ${limit} shared strings.`);
  known.set(bytes, strings);
  return strings;
}

/** Stretches that need no check; none where the part cannot be scanned. */
export function plainItemsOf(bytes: Buffer, limit: number): readonly Stretch[] {
  try {
    return sharedStringsOf(bytes, limit).plainItems;
  } catch (error) {
    if (error instanceof XlsxError) return [];
    throw error;
  }
}

/** Cuts the plain strings from `first` to before `end` out of the text that begins with the first of them. */
function cutPlain(
  text: string,
  into: (string | undefined)[],
  first: number,
  end: number,
  kinds: Uint8Array,
  starts: Uint32Array,
  ends: Uint32Array,
): void {
  const origin = starts[first]!;
  for (let i = first; i < end; i++)
    if (kinds[i] === PLAIN) into[i] = text.slice(starts[i]! - origin, ends[i]! - origin);
}
