/** Numbers written as text, German (`1.234,56`), French (`1 234,56`), Swiss (`1'234.56`) or English (`1,234.56`). */
export type DecimalSign = '.' | ',';

const CURRENCY =
  /^(?:[€$£¥₽₹₩₺₫]|[A-Z]{3}|kr\.?|zł|Kč|Ft|円|元)\s*|\s*(?:[€$£¥₽₹₩₺₫]|[A-Z]{3}|kr\.?|zł|Kč|Ft|円|元|,-)$/u;
const SHAPE = /^[+-]?\d[\d.,]*$/;

function bare(text: string): { digits: string; negative: boolean } {
  const plain = text.normalize('NFKC').trim();
  const bracketed = /^\((.+)\)$/.exec(plain);
  const digits = (bracketed?.[1] ?? plain)
    .replace(CURRENCY, '')
    .replace(CURRENCY, '')
    .replace(/(?<=\d)[\s'’](?=\d{3}(?:\D|$))/g, '');
  return { digits: digits.trim(), negative: bracketed !== null };
}

/** What the text itself proves about its decimal sign. */
function signOf(digits: string): DecimalSign | 'none' | undefined {
  const dots = digits.split('.').length - 1;
  const commas = digits.split(',').length - 1;
  if (dots === 0 && commas === 0) return 'none';
  if (dots > 0 && commas > 0) return digits.lastIndexOf('.') > digits.lastIndexOf(',') ? '.' : ',';
  if (dots > 1) return ',';
  if (commas > 1) return '.';
  const sign = dots === 1 ? '.' : ',';
  const [head = '', tail = ''] = digits.replace(/^[+-]/, '').split(sign);
  if (tail.length === 3 && head.length <= 3 && head !== '0') return undefined;
  return sign;
}

/** The decimal sign that the texts of a column (with how often they come) prove, if they agree four to one. */
export function decimalEvidence(texts: ReadonlyMap<string, number>): DecimalSign | undefined {
  let dot = 0;
  let comma = 0;
  for (const [text, count] of texts) {
    const { digits } = bare(text);
    if (!SHAPE.test(digits)) continue;
    const sign = signOf(digits);
    if (sign === '.') dot += count;
    else if (sign === ',') comma += count;
  }
  if (dot > 0 && dot >= comma * 4) return '.';
  return comma > 0 && comma >= dot * 4 ? ',' : undefined;
}

/** The number; `'ambiguous'` for `1.234` in a column that does not tell; undefined when it is none. */
export function parseNumberText(text: string, decimal: DecimalSign | undefined): number | 'ambiguous' | undefined {
  const { digits, negative } = bare(text);
  if (!SHAPE.test(digits)) return undefined;
  const proven = signOf(digits);
  const sign = proven === 'none' ? '.' : (proven ?? decimal);
  if (sign === undefined) return 'ambiguous';
  const grouping = sign === '.' ? ',' : '.';
  const plain = digits.split(grouping).join('').replace(sign, '.');
  const value = Number(plain);
  if (!Number.isFinite(value)) return undefined;
  return negative ? -value : value;
}
