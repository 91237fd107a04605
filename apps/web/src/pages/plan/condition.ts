import { typedValue } from '../../text/typed-value.ts';
import type { Typing } from '../../text/typing.ts';

const compared = /^(<=|>=|<>|=|<|>)\s*(.*)$/;

/**
 * What is typed into a filter, as Excel's custom filters have it: `> 1.3.2026`, `>= 50 %`, `= Done`, `=` for what is empty,
 * `<>` for what is not; anything else is looked for in the value.
 */
export function conditionOf(text: string, type: string, typing: Typing): (value: unknown) => boolean {
  const asked = compared.exec(text.trim());
  if (!asked) {
    const wanted = text.trim().toLocaleLowerCase();
    const typed = typedValue(text, type, typing);
    const exactly = typed.fits ? typed.value : undefined;
    return (value) =>
      value === exactly ||
      String(value ?? '')
        .toLocaleLowerCase()
        .includes(wanted);
  }
  const [, sign, rest = ''] = asked;
  const typed = typedValue(rest, type, typing);
  const wanted = typed.fits ? typed.value : rest;
  const is = (value: unknown) => (isEmpty(value) ? isEmpty(wanted) : fold(value) === fold(wanted));
  if (sign === '=') return is;
  if (sign === '<>') return (value) => !is(value);
  return (value) => !isEmpty(value) && !isEmpty(wanted) && holds(order(value, wanted), sign!);
}

const isEmpty = (value: unknown): boolean => value === null || value === undefined || value === '';
const fold = (value: unknown): unknown => (typeof value === 'string' ? value.toLocaleLowerCase() : value);

function order(a: unknown, b: unknown): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return String(a).localeCompare(String(b), undefined, { numeric: true });
}

function holds(by: number, sign: string): boolean {
  if (sign === '<') return by < 0;
  if (sign === '>') return by > 0;
  return sign === '<=' ? by <= 0 : by >= 0;
}
