import { expect, test } from 'vitest';
import { inputTextOf, typedValue } from '../src/pages/conflicts/typed-value.ts';

test.each<[string, string, unknown]>([
  ['', 'text', null],
  [' 007 ', 'text', ' 007 '],
  ['30 %', 'percent', 0.3],
  ['30', 'percent', 0.3],
  ['0.3', 'percent', 0.3],
  ['12,5', 'number', 12.5],
  ['1,234.5', 'money', 1234.5],
  ['1.234,5', 'money', 1234.5],
  ['soon', 'number', 'soon'],
  ['2026-03-01', 'date', '2026-03-01'],
])('%j in a %s field is %j (V3 V4)', (text, type, value) => {
  expect(typedValue(text, type)).toBe(value);
});

test.each<[unknown, string, string]>([
  [0.3, 'percent', '30 %'],
  [null, 'text', ''],
  ['Ann', 'people', 'Ann'],
])('%j of a %s field is typed as %j', (value, type, text) => {
  expect(inputTextOf(value, type)).toBe(text);
});
