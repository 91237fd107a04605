import type { Limits, XlsxErrorCode } from '../api.ts';
import { XlsxError } from '../api.ts';
import { SAVE_AGAIN } from '../what-to-do.ts';
import { toUtf8 } from './encoding.ts';
import { checkReference } from './reference.ts';
import * as c from './xml-bytes.ts';

/** The limits that a part's XML is held against. */
export type XmlLimits = Pick<Limits, 'xmlDepth' | 'attributes' | 'attributeBytes'>;

/** A stretch of a part. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/**
 * What a known stretch may hold: elements four deep with 32 attributes of 1 KiB. Where the limits are tighter none is known.
 */
const known = { depth: 4, attributes: 32, attributeBytes: 1024 };

/**
 * Reads through a part once, in linear time and constant memory, before any parser sees it: well-formed (tags match, one root,
 * legal characters and references, no attribute twice), no DTD, within the limits. Returns its bytes in UTF-8.
 * Throws `XML_DTD`, `XML_ENCODING`, `XML_LIMIT`, `XML_MALFORMED`.
 *
 * @param wellFormed stretches of whole elements that have been read through already, in order, each from one `<` to behind a `>`
 */
export function checkXml(
  bytes: Buffer,
  limits: XmlLimits,
  part: string,
  wellFormed?: (utf8: Buffer) => readonly Stretch[],
): Buffer {
  const utf8 = toUtf8(bytes, part);
  const fits = limits.attributes >= known.attributes && limits.attributeBytes >= known.attributeBytes;
  new XmlCheck(utf8, limits, part, (fits && wellFormed?.(utf8)) || []).run();
  return utf8;
}

/** For parts that programs read without being strict (VML is often not well-formed): no DTD, nothing else. */
export function refuseDtd(bytes: Buffer, part: string): void {
  const utf8 = toUtf8(bytes, part);
  for (let at = utf8.indexOf('<!'); at >= 0; at = utf8.indexOf('<!', at + 2)) {
    const word = utf8.toString('latin1', at + 2, at + 9).toUpperCase();
    if (word === 'DOCTYPE' || word.startsWith('ENTITY')) throw dtd(part);
  }
}

/** XML 1.0 §2.8. */
const declarationPattern =
  /^<\?xml\s+version\s*=\s*(?:"1\.\d+"|'1\.\d+')(?:\s+encoding\s*=\s*(?:"[\w.-]+"|'[\w.-]+'))?(?:\s+standalone\s*=\s*(?:"(?:yes|no)"|'(?:yes|no)'))?\s*\?>$/;

class XmlCheck {
  /** One is always alive: V8 forgets the optimised code of a class when a collection finds no object of it. */
  protected static readonly kept = new XmlCheck(
    Buffer.alloc(0),
    { xmlDepth: 0, attributes: 0, attributeBytes: 0 },
    '',
    [],
  );

  private readonly bytes: Buffer;
  private readonly limits: XmlLimits;
  private readonly part: string;
  private readonly wellFormed: readonly Stretch[];
  /** The first stretch that does not lie behind. */
  private nextStretch = 0;
  private at = 0;
  private depth = 0;
  private rootSeen = false;
  /** Where the names of the open elements begin and end. */
  private readonly nameStarts: Int32Array;
  private readonly nameEnds: Int32Array;
  private readonly attributeStarts: Int32Array;
  private readonly attributeEnds: Int32Array;

  constructor(bytes: Buffer, limits: XmlLimits, part: string, wellFormed: readonly Stretch[]) {
    this.bytes = bytes;
    this.limits = limits;
    this.part = part;
    this.wellFormed = wellFormed;
    this.nameStarts = new Int32Array(limits.xmlDepth);
    this.nameEnds = new Int32Array(limits.xmlDepth);
    this.attributeStarts = new Int32Array(limits.attributes);
    this.attributeEnds = new Int32Array(limits.attributes);
  }

  run(): void {
    const { bytes } = this;
    if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) this.at = 3;
    while (this.at < bytes.length) {
      this.text();
      if (this.at < bytes.length && !this.passStretch()) this.markup();
    }
    if (this.depth > 0) throw this.malformed('it ends before its elements do');
    if (!this.rootSeen) throw this.malformed('it holds no element');
  }

  /** Passes over the known stretch that begins here, if there is one and it can stand here. */
  private passStretch(): boolean {
    const { wellFormed, at, depth } = this;
    let stretch = wellFormed[this.nextStretch];
    while (stretch !== undefined && stretch.start < at) stretch = wellFormed[++this.nextStretch];
    if (stretch?.start !== at || depth === 0 || depth + known.depth > this.limits.xmlDepth) return false;
    this.at = stretch.end;
    return true;
  }

  private text(): void {
    const { bytes } = this;
    const end = bytes.length;
    const outside = this.depth === 0;
    let at = this.at;
    while (at < end) {
      const byte = bytes[at]!;
      if (c.textStop[byte] === c.plain) {
        if (outside && !c.isSpace(byte)) throw this.malformed('there is text outside of its root element', at);
        at++;
      } else if (byte === c.ampersand && !outside) at = checkReference(bytes, at, this.part);
      else if (byte === c.less) break;
      else throw this.malformed('there is a character that XML does not allow', at);
    }
    this.at = at;
  }

  private markup(): void {
    const next = this.bytes[this.at + 1];
    if (next === c.slash) this.closeTag();
    else if (next === c.bang) this.declaration();
    else if (next === c.question) this.instruction();
    else this.openTag();
  }

  private openTag(): void {
    const nameStart = this.at + 1;
    const nameEnd = this.name(nameStart);
    if (this.depth === 0 && this.rootSeen) throw this.malformed('it has more than one root element');
    this.rootSeen = true;
    const { bytes } = this;
    let count = 0;
    for (let at = nameEnd; ; count++) {
      const afterSpace = this.skipSpace(at);
      const byte = bytes[afterSpace];
      if (byte === c.greater) {
        this.push(nameStart, nameEnd);
        this.at = afterSpace + 1;
        return;
      }
      if (byte === c.slash && bytes[afterSpace + 1] === c.greater) {
        if (this.depth >= this.limits.xmlDepth) throw this.tooDeep();
        this.at = afterSpace + 2;
        return;
      }
      if (afterSpace === at) throw this.malformed('a tag is damaged', at);
      at = this.attribute(afterSpace, count);
    }
  }

  private push(nameStart: number, nameEnd: number): void {
    if (this.depth >= this.limits.xmlDepth) throw this.tooDeep();
    this.nameStarts[this.depth] = nameStart;
    this.nameEnds[this.depth] = nameEnd;
    this.depth++;
  }

  private closeTag(): void {
    const nameStart = this.at + 2;
    const depth = this.depth - 1;
    if (depth < 0) throw this.malformed('an element ends that never began');
    const openStart = this.nameStarts[depth]!;
    const length = this.nameEnds[depth]! - openStart;
    if (!this.equal(openStart, nameStart, length)) throw this.malformed('its elements are not properly nested');
    const at = this.skipSpace(nameStart + length);
    if (this.bytes[at] !== c.greater) throw this.malformed('its elements are not properly nested');
    this.depth = depth;
    this.at = at + 1;
  }

  /** Reads one attribute; returns where it ends. */
  private attribute(start: number, count: number): number {
    if (count >= this.limits.attributes)
      throw this.fail('XML_LIMIT', `An element has more than ${this.limits.attributes} attributes.`);
    const { bytes } = this;
    const nameEnd = this.name(start);
    this.refuseRepeated(start, nameEnd, count);
    let at = this.skipSpace(nameEnd);
    if (bytes[at] !== c.equals) throw this.malformed('an attribute has no value', at);
    at = this.skipSpace(at + 1);
    const mark = bytes[at];
    if (mark !== c.quote && mark !== c.apostrophe) throw this.malformed('an attribute has no value', at);
    const valueStart = at + 1;
    const end = this.value(valueStart, mark === c.quote ? c.doubleQuoteStop : c.singleQuoteStop, mark);
    if (end - valueStart > this.limits.attributeBytes)
      throw this.fail('XML_LIMIT', `An attribute is longer than ${this.limits.attributeBytes} bytes.`);
    return end + 1;
  }

  private value(start: number, stops: Uint8Array, mark: number): number {
    const { bytes } = this;
    const end = bytes.length;
    let at = start;
    while (at < end) {
      const byte = bytes[at]!;
      if (stops[byte] === c.plain) at++;
      else if (byte === mark) return at;
      else if (byte === c.ampersand) at = checkReference(bytes, at, this.part);
      else throw this.malformed('an attribute holds a character that XML does not allow', at);
    }
    throw this.malformed('an attribute does not end', start);
  }

  private refuseRepeated(start: number, end: number, count: number): void {
    const length = end - start;
    for (let index = 0; index < count; index++) {
      const other = this.attributeStarts[index]!;
      if (this.attributeEnds[index]! - other === length && this.equal(other, start, length))
        throw this.malformed('an element has an attribute twice', start);
    }
    this.attributeStarts[count] = start;
    this.attributeEnds[count] = end;
  }

  /** Comments and CDATA sections; anything else that begins with `<!` belongs to a DTD. */
  private declaration(): void {
    const { bytes, at } = this;
    if (bytes[at + 2] === c.dash && bytes[at + 3] === c.dash) this.comment(at + 4);
    else if (this.depth > 0 && bytes.toString('latin1', at + 2, at + 9) === '[CDATA[') this.skipTo(']]>', at + 9);
    else if (bytes.toString('latin1', at + 2, at + 9) === '[CDATA[')
      throw this.malformed('there is text outside of its root');
    else throw dtd(this.part);
  }

  /** A comment ends with the first `--` in it (XML 1.0 §2.5). */
  private comment(from: number): void {
    this.skipTo('-->', from);
    if (this.bytes.indexOf('--', from, 'latin1') !== this.at - 3) throw this.malformed('a comment holds --', from);
  }

  private instruction(): void {
    const { bytes, at } = this;
    const nameEnd = this.name(at + 2);
    const isDeclaration = bytes.toString('latin1', at + 2, nameEnd).toLowerCase() === 'xml';
    if (isDeclaration && at > 3) throw this.malformed('its declaration is not at its beginning');
    this.skipTo('?>', nameEnd);
    const spaced = c.isSpace(bytes[nameEnd] ?? 0) || this.at === nameEnd + 2;
    if (!spaced || (isDeclaration && !declarationPattern.test(bytes.toString('latin1', at, this.at))))
      throw this.malformed('a declaration or instruction is damaged', at);
  }

  /** Moves behind a mark; what is passed over may hold no control characters. */
  private skipTo(mark: string, from: number): void {
    const { bytes } = this;
    const end = bytes.indexOf(mark, from, 'latin1');
    if (end < 0) throw this.malformed('a comment or section does not end', from);
    for (let at = from; at < end; at++)
      if (bytes[at]! < c.space && !c.isSpace(bytes[at]!))
        throw this.malformed('there is a character that XML does not allow', at);
    this.at = end + mark.length;
  }

  private name(start: number): number {
    const { bytes } = this;
    if (!c.isNameStart(bytes[start] ?? 0)) throw this.malformed('a name is missing', start);
    let at = start + 1;
    while (c.nameByte[bytes[at] ?? 0] === 1) at++;
    return at;
  }

  private skipSpace(at: number): number {
    const { bytes } = this;
    while (c.isSpace(bytes[at] ?? 0)) at++;
    return at;
  }

  private equal(a: number, b: number, length: number): boolean {
    const { bytes } = this;
    for (let index = 0; index < length; index++) if (bytes[a + index] !== bytes[b + index]) return false;
    return true;
  }

  private tooDeep(): XlsxError {
    return this.fail('XML_LIMIT', `Elements are nested more than ${this.limits.xmlDepth} deep.`);
  }

  private malformed(what: string, at = this.at): XlsxError {
    return this.fail('XML_MALFORMED', `A part is damaged: ${what} (byte ${at}).`);
  }

  private fail(code: XlsxErrorCode, what: string): XlsxError {
    return new XlsxError(code, `${what} ${SAVE_AGAIN}`, { part: this.part });
  }
}

function dtd(part: string): XlsxError {
  const message = `A part declares a document type or entities, which no workbook needs. ${SAVE_AGAIN}`;
  return new XlsxError('XML_DTD', message, { part });
}
