import { describe, expect, test } from 'vitest';
import { inputTextOf, typedValue } from '../src/text/typed-value.ts';
import { typingFor } from '../src/text/typing.ts';

const none = Symbol('no value');

describe('what people type (V1 V3 V4)', () => {
  test.each<[string, string, string, unknown]>([
    ['en-GB', '', 'text', null],
    ['en-GB', ' 007 ', 'text', ' 007 '],
    ['en-GB', '30 %', 'percent', 0.3],
    ['en-GB', '30', 'percent', 0.3],
    ['de-DE', '0,3', 'percent', 0.3],
    ['de-DE', '12,5 %', 'percent', 0.125],
    ['de-DE', '12,5', 'number', 12.5],
    ['de-DE', '12.5', 'number', 12.5],
    ['de-DE', '1.234', 'number', 1234],
    ['en-GB', '1.234', 'number', 1.234],
    ['en-GB', '1,234', 'number', 1234],
    ['en-GB', '1,5', 'number', 1.5],
    ['en-GB', '1,234.5', 'money', 1234.5],
    ['de-DE', '1.234,5 €', 'money', 1234.5],
    ['de-DE', '-1 234,5', 'money', -1234.5],
    ['en-GB', 'soon', 'number', none],
    ['en-GB', '1.5', 'integer', none],
    ['en-GB', '5', 'duration', 5],
    ['en-GB', '2w 3d', 'duration', 13],
    ['de-DE', '1,5 Tage', 'duration', 1.5],
    ['en-GB', '4h', 'duration', 0.5],
    ['he', '3 ימים', 'duration', 3],
    ['en-GB', '-2', 'duration', none],
    ['en-GB', '3 moons', 'duration', none],
    ['en-GB', 'Ann; Ben', 'people', 'Ann, Ben'],
    ['de-DE', 'Ja', 'boolean', true],
    ['en-GB', 'perhaps', 'boolean', none],
  ])('%s: %j in a %s field is %j', (tag, text, type, value) => {
    const typed = typedValue(text, type, typingFor(tag), 2026);
    expect(typed.fits ? typed.value : none).toEqual(value);
  });

  test.each<[string, string, string | null]>([
    ['en-GB', '2026-03-01', '2026-03-01'],
    ['en-GB', '3/4/2026', '2026-04-03'],
    ['en-US', '3/4/2026', '2026-03-04'],
    ['en-GB', '4/25/2026', '2026-04-25'],
    ['en-US', '3.4.2026', '2026-04-03'],
    ['de-DE', '3.4.', '2026-04-03'],
    ['de-DE', '3.4.27', '2027-04-03'],
    ['de-DE', '3. März 2026', '2026-03-03'],
    ['de-DE', '3. Mai', '2026-05-03'],
    ['en-US', 'Apr 3, 2026', '2026-04-03'],
    ['en-GB', '3-Apr-26', '2026-04-03'],
    ['en-GB', '31/2/2026', null],
    ['en-GB', 'next week', null],
    ['en-GB', '12', null],
  ])('%s: the day %j is %j (V2)', (tag, text, day) => {
    const typed = typedValue(text, 'date', typingFor(tag), 2026);
    expect(typed.fits ? typed.value : null).toBe(day);
  });

  test.each<[string, unknown, string, string]>([
    ['en-GB', 0.3, 'percent', '30 %'],
    ['de-DE', 0.125, 'percent', '12,5 %'],
    ['de-DE', 1234.5, 'money', '1234,5'],
    ['de-DE', '2026-04-03', 'date', '3.4.2026'],
    ['en-US', '2026-04-03', 'date', '4/3/2026'],
    ['en-GB', null, 'text', ''],
    ['de-DE', true, 'boolean', 'ja'],
    ['en-GB', 'Ann', 'people', 'Ann'],
  ])('%s: %j of a %s field is typed as %j, and read as it was', (tag, value, type, text) => {
    const typing = typingFor(tag);
    expect(inputTextOf(value, type, typing)).toBe(text);
    expect(typedValue(text, type, typing, 2026)).toEqual({ fits: true, value });
  });
});
