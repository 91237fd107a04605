/** What a person types into a field, as the plan's value: numbers for numbers, `30 %` as a fraction; what does not fit stays text, and the server says why not. */
export type PlanValue = string | number | boolean | null;

const numeric = new Set(['number', 'integer', 'money', 'duration', 'percent']);

export function typedValue(text: string, type: string | null | undefined): PlanValue {
  const trimmed = text.trim();
  if (trimmed === '') return null;
  if (type === undefined || type === null || !numeric.has(type)) return text;
  const percent = /^(-?[\d.,]+)\s*%$/.exec(trimmed);
  const number = parseNumber(percent?.[1] ?? trimmed);
  if (number === null) return text;
  if (type !== 'percent') return number;
  // "30" in a percent field means thirty percent, as in the workbook (rule V3)
  return percent || number > 1 ? Number((number / 100).toPrecision(12)) : number;
}

/** A decimal point or comma; with both, the last one is the decimal. */
function parseNumber(text: string): number | null {
  const comma = text.lastIndexOf(',') > text.lastIndexOf('.');
  const plain = comma ? text.replaceAll('.', '').replace(',', '.') : text.replaceAll(',', '');
  const number = Number(plain);
  return plain !== '' && Number.isFinite(number) ? number : null;
}

/** The value as one would type it. */
export function inputTextOf(value: unknown, type: string | null | undefined): string {
  if (value === null || value === undefined || typeof value === 'object') return '';
  if (typeof value === 'number' && type === 'percent') return `${Number((value * 100).toPrecision(12))} %`;
  return String(value);
}
