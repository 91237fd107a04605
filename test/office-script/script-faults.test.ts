import { describe, expect, test } from 'vitest';
import { scriptBody, scriptParts } from '../../apps/server/src/services/office-script.ts';
import { scriptFaults } from '../support/office-model/run-office-script.ts';

describe('the TypeScript of Excel (4.0.3)', () => {
  test.each(scriptParts)('takes the script %s', (part) => {
    expect(scriptFaults(scriptBody(part))).toEqual([]);
  });
  test.each([
    ['const a: any = 1;', '1: any'],
    ['[1].map(function (x) { return x; });', '1: a callback that is no arrow function'],
    ['const a: number = "x";', "1: Type 'string' is not assignable to type 'number'."],
    ['const a = 1 satisfies number;', "1: ',' expected."],
  ])('and not %s', (line, fault) => {
    expect(scriptFaults(`${line}\nfunction main(workbook: ExcelScript.Workbook) {}`)).toContain(fault);
  });
});
