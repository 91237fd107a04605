/** Reads the numbers of cells to the nearest double: up to 19 digits, an exponent, powers of ten from -27 to 0. */
import { byte, LT, POWERS_OF_FIVE } from './memory';

const MAX_SAFE: u64 = ((<u64>1) << 53) - 1;
/** Powers of ten that a double holds exactly. */
const POWERS: usize = memory.data<f64>([
  1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
  1e21, 1e22,
]);

/** Decimals beyond which only JavaScript knows. */
const MAX_DECIMALS: i32 = 27;

/** Behind the number that was read last. */
export let decimalEnd: i32 = 0;

/** The number whose text ends with a `<`; NaN for one that is beyond this, or none at all. */
export function readDecimal(from: i32): f64 {
  let at = from;
  let digit = byte(at) - 48;
  const negative = digit === -3;
  if (negative) digit = byte(++at) - 48;
  const start = at;
  let mantissa: u64 = 0;
  while (<u32>digit <= 9) {
    mantissa = mantissa * 10 + digit;
    digit = byte(++at) - 48;
  }
  let digits = at - start;
  let decimals = 0;
  if (digit === -2) {
    const point = at + 1;
    digit = byte(++at) - 48;
    while (<u32>digit <= 9) {
      mantissa = mantissa * 10 + digit;
      digit = byte(++at) - 48;
    }
    decimals = at - point;
    digits += decimals;
  }
  if (digits === 0 || (digits > 19 && at - firstDigit(start) > 19)) return NaN;
  if ((digit | 0x20) === 0x35 /* e */) {
    decimals -= readExponent(at + 1);
    at = decimalEnd;
    digit = byte(at) - 48;
  }
  decimalEnd = at;
  if (digit !== LT - 48 || decimals < 0 || decimals > MAX_DECIMALS) return NaN;
  const value = mantissa <= MAX_SAFE && decimals <= 22 ? exact(mantissa, decimals) : nearest(mantissa, decimals);
  return negative ? -value : value;
}

/** Both are doubles, so that one division rounds once. */
function exact(mantissa: u64, decimals: i32): f64 {
  return decimals === 0 ? <f64>mantissa : <f64>mantissa / load<f64>(POWERS + 8 * decimals);
}

/** Of the digits that follow the zeros and the point at the beginning. */
function firstDigit(from: i32): i32 {
  let at = from;
  while (byte(at) === 0x30 || byte(at) === 0x2e) at++;
  return at;
}

/** Its sign and up to three digits; sets `decimalEnd`. */
function readExponent(from: i32): i32 {
  const sign = byte(from);
  let at = sign === 0x2d || sign === 0x2b ? from + 1 : from;
  const start = at;
  let value = 0;
  let digit = byte(at) - 48;
  while (<u32>digit <= 9 && at < start + 3) {
    value = value * 10 + digit;
    digit = byte(++at) - 48;
  }
  // Without digits it is no number: a position where no `<` stands makes it NaN.
  decimalEnd = at === start ? from - 1 : at;
  return sign === 0x2d ? -value : value;
}

let productLow: u64 = 0;

/** The upper half of the 128-bit product; the lower one goes to `productLow`. */
function multiply(a: u64, b: u64): u64 {
  const aLow = a & 0xffffffff;
  const aHigh = a >> 32;
  const bLow = b & 0xffffffff;
  const bHigh = b >> 32;
  const low = aLow * bLow;
  const middle = aHigh * bLow + (low >> 32);
  const cross = aLow * bHigh + (middle & 0xffffffff);
  productLow = (cross << 32) | (low & 0xffffffff);
  return aHigh * bHigh + (middle >> 32) + (cross >> 32);
}

/**
 * mantissa / 10^decimals, rounded once: the algorithm of Eisel and Lemire ("Number Parsing at a Gigabyte per Second", 2021), which
 * is always right for these powers with 128 bits of the power of five.
 */
function nearest(mantissa: u64, decimals: i32): f64 {
  if (mantissa === 0) return 0;
  const zeros = <i32>clz(mantissa);
  const shifted = mantissa << zeros;
  const power = POWERS_OF_FIVE + 16 * decimals;
  let high = multiply(shifted, load<u64>(power));
  let low = productLow;
  if ((high & 0x1ff) === 0x1ff) {
    const more = multiply(shifted, load<u64>(power + 8));
    low += more;
    if (more > low) high++;
  }
  const upper = <i32>(high >> 63);
  let bits = high >> (upper + 9);
  let exponent = ((217706 * -decimals) >> 16) + 63 + upper - zeros + 1023;
  if (low <= 1 && decimals <= 4 && (bits & 3) === 1 && bits << (upper + 9) === high) bits &= ~1;
  bits = (bits + (bits & 1)) >> 1;
  if (bits >= 1 << 53) {
    bits = 1 << 52;
    exponent++;
  }
  return reinterpret<f64>((bits & ~((<u64>1) << 52)) | ((<u64>exponent) << 52));
}
