import type { FieldType } from '@sprintforge/core';

const BY_TYPE: Readonly<Record<FieldType, string>> = {
  text: 'a text',
  choice: 'a text',
  people: 'names, separated by commas',
  outline: 'an outline code such as 1.2',
  dependencies: 'predecessors such as 3 or 3FS+2d',
  date: 'a date',
  percent: 'a percentage such as 30%',
  duration: 'a number of working days, such as 5 or 5d',
  money: 'an amount',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'yes or no',
};

/** What a refused cell should hold, in plain words. */
export function expectedFor(type: FieldType, code: string): string {
  const base = BY_TYPE[type];
  if (code === 'AMBIGUOUS_DATE') return 'a date in which day and month cannot be confused, such as 2026-03-04';
  if (code === 'AMBIGUOUS_NUMBER') return 'a number in which the decimal sign is clear';
  return code === 'VALUE_ERROR' ? `${base}, not an error` : base;
}
