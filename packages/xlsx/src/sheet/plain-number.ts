/** Powers of ten that a double holds exactly. */
const POWERS = Array.from({ length: 23 }, (_, exponent) => 10 ** exponent);
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/**
 * The double nearest to the decimal text in `bytes[from, to)` (xsd:double without INF and NaN), or NaN when it is none.
 * Up to 15 digits and 22 decimals one division is exact; the rest is left to the platform.
 */
export function parsePlainNumber(bytes: Buffer, from: number, to: number): number {
  let at = from;
  const negative = bytes[at] === 45;
  if (negative) at++;
  let mantissa = 0;
  let digits = 0;
  let point = -1;
  for (; at < to; at++) {
    const byte = bytes[at]!;
    if (byte >= 48 && byte <= 57) {
      mantissa = mantissa * 10 + byte - 48;
      digits++;
    } else if (byte === 46 && point < 0) point = digits;
    else return parseSlowly(bytes, from, to);
  }
  const decimals = point < 0 ? 0 : digits - point;
  if (digits === 0 || mantissa > Number.MAX_SAFE_INTEGER || decimals > 22) return parseSlowly(bytes, from, to);
  const value = decimals === 0 ? mantissa : mantissa / POWERS[decimals]!;
  return negative ? -value : value;
}

function parseSlowly(bytes: Buffer, from: number, to: number): number {
  const text = bytes.toString('latin1', from, to).trim();
  return NUMBER.test(text) ? Number(text) : Number.NaN;
}
