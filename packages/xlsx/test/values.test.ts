import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  columnLetter,
  columnNumber,
  dateToSerial,
  formatRange,
  parseCellReference,
  parseRange,
  serialToDate,
} from '../src/index.ts';
import { builtInFormat } from '../src/styles/built-in-formats.ts';
import { displayText } from '../src/styles/display-text.ts';
import { classifyFormat } from '../src/styles/format-code.ts';

describe('references', () => {
  it.each([
    [1, 'A'],
    [26, 'Z'],
    [27, 'AA'],
    [702, 'ZZ'],
    [703, 'AAA'],
    [16_384, 'XFD'],
  ])('column %i is %s', (number, letters) => {
    expect(columnLetter(number)).toBe(letters);
    expect(columnNumber(letters.toLowerCase())).toBe(number);
  });
  it.each([
    ['B2:D9', 'B2:D9'],
    ['$D$9:$B$2', 'B2:D9'],
    ['C7', 'C7'],
    ['B:C', 'B1:C1048576'],
    ['2:3', 'A2:XFD3'],
  ])('range %s is %s', (text, expected) => expect(formatRange(parseRange(text))).toBe(expected));
  it.each(['', 'A', 'A0', 'XFE1', 'A1048577', '1A', 'A1:B', 'A1:B2:C3', 'Sheet!A1', '#REF!'])(
    'refused: "%s"',
    (text) => {
      expect(() => parseRange(text)).toThrow(expect.objectContaining({ code: 'CELL_REFERENCE' }));
    },
  );
  it('a cell', () => expect(parseCellReference('$AB$12')).toEqual({ row: 12, column: 28 }));
});

describe('day numbers (V2)', () => {
  it.each([
    [1, false, '1900-01-01'],
    [59, false, '1900-02-28'],
    [60, false, '1900-02-29'],
    [61, false, '1900-03-01'],
    [45_351, false, '2024-02-29'],
    [2_958_465, false, '9999-12-31'],
    [0, true, '1904-01-01'],
    [43_889, true, '2024-02-29'],
  ])('%i (1904: %s) is %s', (serial, date1904, date) => {
    expect(serialToDate(serial, date1904)).toBe(date);
    expect(dateToSerial(date, date1904)).toBe(serial);
  });
  it.each([0, -1, 2_958_466, Number.NaN])('%d is no day of the 1900 system', (serial) => {
    expect(serialToDate(serial, false)).toBeUndefined();
  });
  it.each(['2023-02-29', '1899-12-31', '2024-13-01', '24-01-01'])('refused: %s', (date) => {
    expect(() => dateToSerial(date, false)).toThrow(expect.objectContaining({ code: 'BAD_ARGUMENT' }));
  });
  it('there and back again', () => {
    const days = fc.tuple(fc.integer({ min: 1, max: 2_957_003 }), fc.boolean());
    fc.assert(
      fc.property(days, ([n, system]) => dateToSerial(serialToDate(n, system)!, system) === n),
      { seed: 4, numRuns: 2000 },
    );
  });
});

describe('what a format code means', () => {
  it.each([
    ['General', 'general'],
    ['0.00', 'number'],
    ['#,##0 ;[Red](#,##0)', 'number'],
    ['"day" 0', 'number'],
    ['0.00E+00', 'number'],
    ['0%', 'percent'],
    ['yyyy-mm-dd', 'date'],
    ['[$-407]d. mmmm yyyy;@', 'date'],
    ['yyyy"年"m"月"d"日"', 'date'],
    ['[Red]dd/mm/yy', 'date'],
    ['mmm-yy', 'date'],
    ['h:mm AM/PM', 'time'],
    ['mm:ss.0', 'time'],
    ['[h]:mm:ss', 'duration'],
    ['[mm]:ss', 'duration'],
    ['m/d/yy h:mm', 'datetime'],
    ['@', 'text'],
    ['#,##0.00 "€"', 'currency'],
    ['[$£-809]#,##0', 'currency'],
    ['# ?/?', 'fraction'],
    ['0 \\d', 'number'],
    ['[Blue]General', 'general'],
  ])('%s is %s', (code, kind) => expect(classifyFormat(code)).toBe(kind));
  it.each([
    [14, 'date'],
    [22, 'datetime'],
    [27, 'date'],
    [36, 'date'],
    [45, 'time'],
    [46, 'duration'],
    [49, 'text'],
    [58, 'date'],
  ])('built-in %i is %s', (id, kind) => expect(classifyFormat(builtInFormat(id)!)).toBe(kind));
});

describe('the text that Excel shows (V4)', () => {
  it.each([
    [1234567890123, 'General', '1.23457E+12'],
    [12345678901, 'General', '12345678901'],
    [0.1 + 0.2, 'General', '0.3'],
    [1 / 3, 'General', '0.333333333'],
    [-42, 'General', '-42'],
    [0.00001234, 'General', '0.00001234'],
    [0.000012345678, 'General', '1.23457E-05'],
    [123456.789012, 'General', '123456.789'],
    [100, 'General', '100'],
    [0.3, '0%', '30%'],
    [0.305, '0.0%', '30.5%'],
    [1234.5, '#,##0.00', '1,234.50'],
    [1.005, '0.00', '1.01'],
    [-1234, '#,##0;(#,##0)', '(1,234)'],
    [7, '000', '007'],
    [12, '0 "days"', '12 days'],
    [1500, '"$"#,##0', '$1,500'],
    [45_351, 'yyyy-mm-dd', '2024-02-29'],
    [45_351, 'd. mmmm yyyy', '29. February 2024'],
    [45_351, 'ddd d-mmm-yy', 'Thu 29-Feb-24'],
    [45_351.75, 'm/d/yy h:mm AM/PM', '2/29/24 6:00 PM'],
    [1.5, '[h]:mm', '36:00'],
    [-1, 'yyyy-mm-dd', '########'],
  ])('%d as %s is %s', (value, code, text) => {
    expect(displayText(value, { id: 164, code, kind: classifyFormat(code) }, false)).toBe(text);
  });
  it.each([
    [true, 'TRUE'],
    [false, 'FALSE'],
    [null, ''],
    ['007', '007'],
    [{ error: '#N/A' }, '#N/A'],
  ])('%j is %s', (value, text) => {
    expect(displayText(value, { id: 0, code: 'General', kind: 'general' }, false)).toBe(text);
  });
});
