/**
 * The shared strings part (ECMA-376 Part 1 §18.4.9) as offsets; a string is decoded when it is asked for.
 *
 *     <sst count="3" uniqueCount="2"><si><t>Task</t></si><si><r><t>bo</t></r><r><rPr/><t>ld</t></r></si></sst>
 */
import { XlsxError } from '../api.ts';
import { elementEnd, endsName, GT, isMarkup, LT, localName, nextTag, readTag, SLASH, skipMarkup } from './tokens.ts';
import { decodeEscapes, readRichText, unescapeXml } from './xml-string.ts';

export class SharedStrings {
  /** Content of each `<si>`, start and end. */
  private offsets: Uint32Array;
  private count = 0;
  private readonly bytes: Buffer;
  private readonly decoded: (string | undefined)[] = [];

  /** Throws XML_MALFORMED, LIMIT. */
  constructor(bytes: Buffer, limit: number) {
    this.bytes = bytes;
    this.offsets = new Uint32Array(Math.max(32, Math.ceil(bytes.length / 12)));
    this.scan(limit);
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
    const [from, to] = [this.offsets[2 * index]!, this.offsets[2 * index + 1]!];
    const text = this.plainText(from, to) ?? readRichText(this.bytes, from, to);
    this.decoded[index] = text;
    return text;
  }

  /** Content that is one `<t>` without attributes or a prefix. */
  private plainText(from: number, to: number): string | undefined {
    const { bytes } = this;
    if (bytes[from] !== LT || bytes[from + 1] !== 0x74 || bytes[from + 2] !== GT) return undefined;
    let at = from + 3;
    while (bytes[at] !== LT && at < to) at++;
    if (at !== to - 4 || bytes[at + 1] !== SLASH || bytes[at + 2] !== 0x74) return undefined;
    return decodeEscapes(unescapeXml(bytes.toString('utf8', from + 3, at)));
  }

  private scan(limit: number): void {
    const { bytes } = this;
    const root = nextTag(bytes, 0);
    if (!root || localName(root.name) !== 'sst')
      throw new XlsxError('XML_MALFORMED', 'The shared strings have no <sst>.');
    if (root.kind !== 'open') return;
    const shift = root.name.length - 3 + 1;
    for (let at = bytes.indexOf(LT, root.end); at >= 0; ) {
      if (isMarkup(bytes, at)) at = skipMarkup(bytes, at);
      else if (bytes[at + 1] === SLASH) return;
      else at = this.readItem(at, shift, limit);
      while (at < bytes.length && bytes[at] !== LT) at++;
      if (at >= bytes.length) break;
    }
    throw new XlsxError('XML_MALFORMED', 'The shared strings are not closed.');
  }

  /** An `<si>` (others are stepped over); returns the position behind it. */
  private readItem(start: number, shift: number, limit: number): number {
    const { bytes } = this;
    const name = start + shift;
    if (bytes[name] !== 0x73 || bytes[name + 1] !== 0x69 || !endsName(bytes[name + 2])) {
      const other = readTag(bytes, start);
      // A beta of Excel 2007 wrote <sstItem>.
      if (localName(other.name) !== 'sstItem') return elementEnd(bytes, other);
    }
    if (this.count >= limit) throw new XlsxError('LIMIT', `The workbook has more than ${limit} shared strings.`);
    if (2 * this.count + 2 > this.offsets.length) this.grow();
    const simple = bytes[name + 2] === GT ? this.simpleEnd(name + 3, shift) : 0;
    if (simple > 0) {
      this.add(name + 3, simple);
      return simple + shift + 4;
    }
    const tag = readTag(bytes, start);
    const end = elementEnd(bytes, tag);
    this.add(tag.end, tag.kind === 'empty' ? tag.end : bytes.lastIndexOf(LT, end - 1));
    return end;
  }

  /** For `<t…>text</t></si>` at `from`: the position of `</si>`; 0 when it is not as plain as that. */
  private simpleEnd(from: number, shift: number): number {
    const { bytes } = this;
    if (bytes[from] !== LT || bytes[from + shift] !== 0x74) return 0;
    let at = from + shift + 1;
    if (bytes[at] !== GT && bytes[at] !== 0x20) return 0;
    const length = bytes.length;
    while (at < length && bytes[at] !== GT) at++;
    if (bytes[at - 1] === SLASH) return 0;
    while (at < length && bytes[at] !== LT) at++;
    if (bytes[at + 1] !== SLASH || bytes[at + shift + 1] !== 0x74 || bytes[at + shift + 2] !== GT) return 0;
    const close = at + shift + 3;
    const closes =
      bytes[close] === LT &&
      bytes[close + 1] === SLASH &&
      bytes[close + shift + 1] === 0x73 &&
      bytes[close + shift + 2] === 0x69 &&
      bytes[close + shift + 3] === GT;
    return closes ? close : 0;
  }

  private add(from: number, to: number): void {
    this.offsets[2 * this.count] = from;
    this.offsets[2 * this.count++ + 1] = to;
  }

  private grow(): void {
    const larger = new Uint32Array(this.offsets.length * 2);
    larger.set(this.offsets);
    this.offsets = larger;
  }
}
