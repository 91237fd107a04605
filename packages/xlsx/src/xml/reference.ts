import { XlsxError } from '../api.ts';
import { SAVE_AGAIN } from '../what-to-do.ts';

const semicolon = 0x3b;
const longest = 12;
const named = new Set(['lt', 'gt', 'amp', 'quot', 'apos']);

/** Checks the reference that begins at `&`: one of the five names, or a character that XML allows. Returns where it ends. Throws `XML_MALFORMED`. */
export function checkReference(bytes: Buffer, at: number, part: string): number {
  let end = at + 1;
  while (end < at + longest && bytes[end] !== semicolon && end < bytes.length) end++;
  const body = bytes.toString('latin1', at + 1, end);
  if (bytes[end] !== semicolon || !(named.has(body) || isCharacter(body)))
    throw new XlsxError(
      'XML_MALFORMED',
      `A part is damaged: a bare & or an unknown entity (byte ${at}). ${SAVE_AGAIN}`,
      { part },
    );
  return end + 1;
}

function isCharacter(body: string): boolean {
  const digits = /^#(?:x([0-9a-fA-F]+)|([0-9]+))$/.exec(body);
  if (digits === null) return false;
  const code = digits[1] === undefined ? Number.parseInt(digits[2]!, 10) : Number.parseInt(digits[1], 16);
  if (code < 0x20) return code === 0x09 || code === 0x0a || code === 0x0d;
  return code <= 0xd7ff || (code >= 0xe000 && code <= 0xfffd) || (code >= 0x10000 && code <= 0x10ffff);
}
