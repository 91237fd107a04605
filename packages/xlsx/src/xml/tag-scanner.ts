/**
 * Walks the tags of an XML text that has already been checked for well-formedness, giving offsets only: parts are
 * changed by splicing at these offsets and never re-serialised, so what is not touched stays byte for byte.
 */
import { XlsxError } from '../api.ts';

export type TagKind = 'open' | 'close' | 'empty';

const QUOTE = 34;
const APOSTROPHE = 39;
const GREATER = 62;
const SLASH = 47;
const COLON = 58;

/** A cursor over the tags; after `next()` is true its fields describe the current tag. */
export class TagScanner {
  readonly text: string;
  /** Offset of `<`. */
  start = 0;
  /** Offset behind `>`. */
  end = 0;
  nameStart = 0;
  nameEnd = 0;
  kind: TagKind = 'open';

  constructor(text: string, from = 0) {
    this.text = text;
    this.end = from;
  }

  /** Moves to the next tag; comments, CDATA, processing instructions and text are passed over. */
  next(): boolean {
    const text = this.text;
    for (;;) {
      const at = text.indexOf('<', this.end);
      if (at < 0) return false;
      const code = text.charCodeAt(at + 1);
      if (code === 33) this.end = behind(text, text.startsWith('<!--', at) ? '-->' : ']]>', at);
      else if (code === 63) this.end = behind(text, '?>', at);
      else {
        this.readTag(at, code);
        return true;
      }
    }
  }

  get name(): string {
    return this.text.slice(this.nameStart, this.nameEnd);
  }

  /** The name without its prefix. */
  get local(): string {
    const name = this.name;
    const colon = name.indexOf(':');
    return colon < 0 ? name : name.slice(colon + 1);
  }

  /** Is this the name without its prefix? Cheaper than comparing `local`. */
  isLocal(name: string): boolean {
    const at = this.nameEnd - name.length;
    if (at < this.nameStart || !this.text.startsWith(name, at)) return false;
    return at === this.nameStart || this.text.charCodeAt(at - 1) === COLON;
  }

  private readTag(at: number, code: number): void {
    const text = this.text;
    const close = code === SLASH;
    let index = at + (close ? 2 : 1);
    this.start = at;
    this.nameStart = index;
    for (; index < text.length; index++) {
      const c = text.charCodeAt(index);
      if (c <= 32 || c === GREATER || c === SLASH) break;
    }
    this.nameEnd = index;
    let quote = 0;
    for (; index < text.length; index++) {
      const c = text.charCodeAt(index);
      if (quote !== 0) {
        if (c === quote) quote = 0;
      } else if (c === GREATER) break;
      else if (c === QUOTE || c === APOSTROPHE) quote = c;
    }
    if (index >= text.length) throw new XlsxError('XML_MALFORMED', `A tag at offset ${at} does not end.`);
    this.end = index + 1;
    if (close) this.kind = 'close';
    else this.kind = text.charCodeAt(index - 1) === SLASH ? 'empty' : 'open';
  }
}

function behind(text: string, mark: string, from: number): number {
  const at = text.indexOf(mark, from);
  if (at < 0) throw new XlsxError('XML_MALFORMED', `A comment or section at offset ${from} does not end.`);
  return at + mark.length;
}

/** One attribute of a tag; `value` is as it stands (escaped). */
export interface RawAttribute {
  readonly name: string;
  /** Offset of the whitespace before the name: removing `[start, end)` removes the attribute cleanly. */
  readonly start: number;
  readonly valueStart: number;
  readonly valueEnd: number;
  readonly end: number;
}

/** The attributes of the tag whose name ends at `nameEnd` and which ends at `tagEnd`. */
export function attributesOf(text: string, nameEnd: number, tagEnd: number): RawAttribute[] {
  const found: RawAttribute[] = [];
  let at = nameEnd;
  for (;;) {
    const start = at;
    while (text.charCodeAt(at) <= 32) at++;
    const code = text.charCodeAt(at);
    if (at >= tagEnd || code === GREATER || code === SLASH) return found;
    const equals = text.indexOf('=', at);
    let open = equals + 1;
    while (text.charCodeAt(open) <= 32) open++;
    const close = text.indexOf(text.charAt(open), open + 1);
    if (equals < 0 || close < 0 || close >= tagEnd) {
      throw new XlsxError('XML_MALFORMED', `An attribute at offset ${at} is not closed.`);
    }
    found.push({ name: text.slice(at, equals).trim(), start, valueStart: open + 1, valueEnd: close, end: close + 1 });
    at = close + 1;
  }
}
