import { isUtf8 } from 'node:buffer';
import { XlsxError } from '../api.ts';
import { SAVE_AGAIN } from '../what-to-do.ts';

export type XmlEncoding = 'utf-8' | 'utf-16le' | 'utf-16be';

/** The encoding by byte order mark or by the zero bytes of `<?` (XML 1.0 appendix F), held against the declaration. Throws `XML_ENCODING`. */
export function encodingOf(bytes: Uint8Array, part: string): XmlEncoding {
  const encoding = guess(bytes);
  const head = decodeHead(bytes, encoding);
  const declared = /^\ufeff?<\?xml\s[^>]*?\bencoding\s*=\s*["']([^"']*)["']/.exec(head)?.[1]?.toLowerCase();
  const allowed = encoding === 'utf-8' ? ['utf-8', 'utf8', 'us-ascii'] : ['utf-16', encoding];
  if (declared !== undefined && !allowed.includes(declared))
    throw new XlsxError('XML_ENCODING', `A part is in an encoding other than UTF-8 and UTF-16. ${SAVE_AGAIN}`, {
      part,
    });
  return encoding;
}

function guess(bytes: Uint8Array): XmlEncoding {
  const [a, b] = bytes;
  if ((a === 0xff && b === 0xfe) || (a === 0x3c && b === 0)) return 'utf-16le';
  if ((a === 0xfe && b === 0xff) || (a === 0 && b === 0x3c)) return 'utf-16be';
  return 'utf-8';
}

function decodeHead(bytes: Uint8Array, encoding: XmlEncoding): string {
  const head = bytes.subarray(0, 400);
  return encoding === 'utf-8' ? Buffer.from(head).toString('utf8') : new TextDecoder(encoding).decode(head);
}

/** The text of a part, without its byte order mark. Throws `XML_ENCODING` for bytes that are not of the encoding. */
export function decodeText(bytes: Uint8Array, part: string): string {
  return decode(bytes, encodingOf(bytes, part), part);
}

/**
 * The part in UTF-8: the same bytes where it is UTF-8 already (a byte order mark is kept), otherwise transcoded, with the
 * declaration saying so. Throws `XML_ENCODING`.
 */
export function toUtf8(bytes: Buffer, part: string): Buffer {
  const encoding = encodingOf(bytes, part);
  if (encoding !== 'utf-8') return Buffer.from(declareUtf8(decode(bytes, encoding, part)), 'utf8');
  if (!isUtf8(bytes)) throw notDecodable(part);
  return bytes;
}

/** The text with a declaration, if it has one, that says UTF-8. */
export function declareUtf8(text: string): string {
  return text.replace(/^(<\?xml\s[^>]*?\bencoding\s*=\s*["'])utf-16(?:le|be)?(["'])/i, '$1UTF-8$2');
}

function decode(bytes: Uint8Array, encoding: XmlEncoding, part: string): string {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (cause) {
    throw notDecodable(part, cause);
  }
}

function notDecodable(part: string, cause?: unknown): XlsxError {
  return new XlsxError(
    'XML_ENCODING',
    `A part holds bytes that are no text in its encoding. ${SAVE_AGAIN}`,
    { part },
    cause,
  );
}
