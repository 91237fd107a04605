/** Byte classes of XML 1.0 in UTF-8, for the scanner. */
export const plain = 0;
export const special = 1;

export const space = 0x20;
export const bang = 0x21;
export const quote = 0x22;
export const ampersand = 0x26;
export const apostrophe = 0x27;
export const dash = 0x2d;
export const slash = 0x2f;
export const less = 0x3c;
export const equals = 0x3d;
export const greater = 0x3e;
export const question = 0x3f;

/** Bytes that end a run of text: `<`, `&` and control characters that no XML may hold. */
export const textStop = stopTable('<&');
/** The same inside a value in double or single quotes. */
export const doubleQuoteStop = stopTable('<&"');
export const singleQuoteStop = stopTable("<&'");

/** 1 for bytes of a name (all of UTF-8 beyond ASCII counts as such). */
export const nameByte = nameTable();

export function isSpace(byte: number): boolean {
  return byte === space || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

export function isNameStart(byte: number): boolean {
  return nameByte[byte] === 1 && byte !== dash && byte !== 0x2e && (byte < 0x30 || byte > 0x39);
}

function stopTable(stops: string): Uint8Array {
  const table = new Uint8Array(256);
  for (let byte = 0; byte < 0x20; byte++) if (!isSpace(byte)) table[byte] = special;
  for (const stop of stops) table[stop.charCodeAt(0)] = special;
  return table;
}

function nameTable(): Uint8Array {
  const table = new Uint8Array(256).fill(1, 0x80);
  for (const name of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_:-.')
    table[name.charCodeAt(0)] = 1;
  return table;
}
