/**
 * CRC-32 of two pieces put together, from the CRCs of the pieces (the method of zlib's crc32_combine: appending a zero bit is a
 * linear map over GF(2), so appending n zero bytes is that map raised to the power 8n by repeated squaring).
 */
export function combineCrc32(first: number, second: number, secondLength: number): number {
  let crc = first >>> 0;
  let map = appendZeroByte;
  for (let length = secondLength; length > 0; length = Math.floor(length / 2)) {
    if (length % 2 === 1) crc = apply(map, crc);
    map = squared(map);
  }
  return (crc ^ second) >>> 0;
}

const polynomial = 0xedb88320;
const appendZeroBit = Uint32Array.from({ length: 32 }, (_, bit) => (bit === 0 ? polynomial : 2 ** (bit - 1)));
const appendZeroByte = square(square(square(appendZeroBit)));
const squares = new Map<Uint32Array, Uint32Array>();

function squared(map: Uint32Array): Uint32Array {
  let result = squares.get(map);
  if (result === undefined) {
    result = square(map);
    squares.set(map, result);
  }
  return result;
}

function square(map: Uint32Array): Uint32Array {
  return map.map((column) => apply(map, column));
}

function apply(map: Uint32Array, vector: number): number {
  let sum = 0;
  for (let bit = 0, rest = vector; rest !== 0; bit++, rest >>>= 1) if ((rest & 1) === 1) sum ^= map[bit]!;
  return sum >>> 0;
}
