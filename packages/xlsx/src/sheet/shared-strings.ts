/**
 * The shared strings part (ECMA-376 Part 1 §18.4.9) as offsets; a string is decoded when it is asked for.
 *
 *     <sst count="3" uniqueCount="2"><si><t>Task</t></si><si><r><t>bo</t></r><r><rPr/><t>ld</t></r></si></sst>
 */
import { XlsxError } from '../api.ts';
import { ScanWindow } from './scan-window.ts';
import { elementEnd, endsName, isMarkup, LT, localName, nextTag, readTag, SLASH, skipMarkup } from './tokens.ts';
import { decodeEscapes, readRichText, unescapeXml } from './xml-string.ts';

// What the offsets enclose: the content of an `<si>`, or the text of its only `<t>`; the module knows a third kind, text that needs no decoding.
const RICH = 0;
const TEXT = 1;

/** Strings of a page, whose texts are cut out of one (a power of two). A short text may keep that one alive, so it is not long. */
const PAGE_BITS = 8;

export class SharedStrings {
  private starts: Uint32Array;
  private ends: Uint32Array;
  private kinds: Uint8Array;
  private count = 0;
  private readonly bytes: Buffer;
  private readonly limit: number;
  private readonly decoded: (string | undefined)[];
  private readonly pages: (string | undefined)[] = [];

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
    const [from, to] = [this.starts[index]!, this.ends[index]!];
    const kind = this.kinds[index];
    if (kind === RICH) return readRichText(this.bytes, from, to);
    if (kind === TEXT) return decodeEscapes(unescapeXml(this.bytes.toString('utf8', from, to)));
    const page = index >>> PAGE_BITS;
    const start = this.starts[page << PAGE_BITS]!;
    let text = this.pages[page];
    if (text === undefined) {
      const last = Math.min(this.count, (page + 1) << PAGE_BITS) - 1;
      text = this.bytes.toString('latin1', start, this.ends[last]!);
      this.pages[page] = text;
    }
    return text.slice(from - start, to - start);
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
    return found === module.CELLS.value;
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
