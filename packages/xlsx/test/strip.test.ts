import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CorpusEntry, corpus, hasCorpus, sample } from '../../../test/support/corpora.ts';
import { hasLibreOffice, LibreOffice } from '../../../test/support/libreoffice.ts';
import { hasOpenpyxl, readWorkbook } from '../../../test/support/openpyxl.ts';
import { expectWhole } from '../../../test/support/whole.ts';
import { openWorkbook, type Workbook } from '../src/index.ts';
import { defaultLimits } from '../src/limits.ts';
import { Package } from '../src/package/package.ts';
import { type ContentKind, defaultPolicies, policyChoices, type ScreenPolicies } from '../src/screen/policies.ts';
import { screenWorkbook } from '../src/screen/screen.ts';
import { stripWorkbook } from '../src/screen/strip/strip-workbook.ts';
import { contentTypes, formulaSheet, office, type Parts, relationship, smallWorkbook } from './small-workbook.ts';
import { bookLinks, microsoft, sheet, sheetLinks, strip } from './strip-fixture.ts';

const macroBook: Parts = {
  '[Content_Types].xml': contentTypes({
    '/xl/workbook.xml': 'application/vnd.ms-excel.sheet.macroEnabled.main+xml',
    '/xl/vbaProject.bin': 'application/vnd.ms-office.vbaProject',
  }),
  ...bookLinks(relationship('rId2', `${microsoft}/2006/relationships/vbaProject`, 'vbaProject.bin')),
  'xl/vbaProject.bin': 'code',
  'xl/drawings/d.xml': '<x:wsDr xmlns:x="urn:x"><x:sp macro="[0]!Größe" textlink=""/><x:pic macro=""/></x:wsDr>',
  'xl/ctrlProps/c.xml': '<formControlPr fmlaMacro="Go" val="1"/>',
  'xl/d.vml': '<xml><br><x:FmlaMacro>Go</x:FmlaMacro>x</xml>',
};

describe('stripping', () => {
  it('takes macros out, and leaves the rest as it was (R1)', async () => {
    const reported = await strip(macroBook, {
      'xl/vbaProject.bin': null,
      'xl/drawings/d.xml': '<x:wsDr xmlns:x="urn:x"><x:sp macro="" textlink=""/><x:pic macro=""/></x:wsDr>',
      'xl/ctrlProps/c.xml': '<formControlPr  val="1"/>',
      'xl/d.vml': '<xml><br>x</xml>',
    });
    expect(reported).toEqual(
      ['xl/vbaProject.bin', 'xl/drawings/d.xml', 'xl/ctrlProps/c.xml', 'xl/d.vml', 'xl/workbook.xml'].map(
        (part) => `MACRO_STRIPPED ${part}`,
      ),
    );
  });

  it('changes nothing where there is nothing to strip', async () => {
    const { bytes, stripped } = await stripWorkbook(smallWorkbook());
    expect([Buffer.from(bytes).equals(smallWorkbook()), stripped]).toEqual([true, []]);
  });

  const ole: Parts = {
    'xl/o.bin': 'x',
    ...sheetLinks(relationship('rId1', `${office}/oleObject`, '../o.bin')),
  };
  const link: Parts = sheetLinks(relationship('rId1', `${office}/hyperlink`, 'file:///c:/a', true));
  const far: Parts = { [sheet]: formulaSheet("'C:\\[b.xlsx]Plan'!A1") };
  const policyRows: readonly [string, Parts, Partial<ScreenPolicies>, string][] = [
    ['macros refused', macroBook, { macros: 'refuse' }, 'refuse MACRO_STRIPPED'],
    ['embedded objects refused', ole, { oleObjects: 'refuse' }, 'refuse ACTIVE_OLE'],
    ['embedded objects kept', ole, { oleObjects: 'keep' }, 'accept ACTIVE_OLE'],
    ['hyperlinks refused', link, { hyperlinks: 'refuse' }, 'refuse EXT_HYPERLINK'],
    ['links to workbooks by default', far, {}, 'refuse EXT_WORKBOOK_LINK'],
    ['links to workbooks as values', far, { workbookLinks: 'values' }, 'strip EXT_WORKBOOK_LINK'],
  ];
  it.each(policyRows)('follows the policy: %s', async (_, parts, policies, expected) => {
    const before = smallWorkbook(parts);
    const { verdict, findings } = screenWorkbook(before, { policies });
    expect(`${verdict} ${findings.find(({ severity }) => severity !== 'warn')?.code}`).toBe(expected);
    const { bytes } = await stripWorkbook(before, { policies });
    expect(Buffer.from(bytes).equals(before)).toBe(verdict !== 'strip');
  });

  it('the first choice of each kind is its default', () => {
    for (const [kind, choices] of Object.entries(policyChoices))
      expect([kind, defaultPolicies[kind as ContentKind]]).toEqual([kind, choices[0]]);
  });
});

/** Also reads the formulas that are too long. */
const generous = { limits: { formulaLength: 100_000 } };
const policies: Partial<ScreenPolicies> = { workbookLinks: 'values', macroSheets: 'strip', longFormulas: 'values' };
const suspicious = [
  ...corpus('fidelity').filter(({ columns }) => columns.policy_flags !== ''),
  ...corpus('plans').filter(({ columns }) => /vba|webext|ole|connection|external/.test(columns.features ?? '')),
  ...corpus('hostile').filter(({ file }) => /^(active|extlink|struct__formula)/.test(file)),
];
/** Those that can be stripped; the others are refused whatever the policies say. */
const strippable = suspicious.filter(
  ({ path: file }) => screenWorkbook(fs.readFileSync(file), { policies }).verdict === 'strip',
);

describe.skipIf(!hasCorpus('fidelity') || !hasCorpus('hostile'))('real workbooks', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'strip-'));
  afterAll(() => fs.rmSync(folder, { recursive: true }));
  const target = ({ file }: CorpusEntry): string => path.join(folder, `${file}.xlsx`);

  it('there are enough of them', () => expect(strippable.length).toBeGreaterThan(50));

  it.each(strippable.map((entry) => [entry.file, entry] as const))('%s is whole and accepted', async (_, entry) => {
    const before = fs.readFileSync(entry.path);
    const { bytes, stripped } = await stripWorkbook(before, { policies });
    const again = screenWorkbook(bytes);
    expect([again.verdict, again.findings.filter(({ severity }) => severity !== 'warn')]).toEqual(['accept', []]);
    expect(stripped.length).toBeGreaterThan(0);
    expectWhole(before, bytes);
    expectUntouched(Package.open(before, defaultLimits), Package.open(bytes, defaultLimits));
    expect(values(openWorkbook(bytes))).toEqual(values(openWorkbook(before, generous), new Set(sheetNames(bytes))));
    fs.writeFileSync(target(entry), bytes);
  });

  it.skipIf(!hasOpenpyxl()).each(sample(strippable, 8).map((entry) => [entry.file, entry] as const))(
    '%s opens in openpyxl as before',
    (_, entry) => {
      const copy = path.join(folder, 'before.xlsx');
      fs.copyFileSync(entry.path, copy);
      expect(opens(() => readWorkbook(target(entry))) || !opens(() => readWorkbook(copy))).toBe(true);
    },
  );

  describe.skipIf(!hasLibreOffice())('in LibreOffice', () => {
    let office: LibreOffice;
    beforeAll(async () => {
      office = await LibreOffice.start();
    }, 60_000);
    afterAll(() => office.stop());
    it.each(sample(strippable, 10).map((entry) => [entry.file, entry] as const))(
      '%s opens as before',
      async (_, entry) => {
        const { opens } = await office.compare(entry.path, target(entry), { sheet: '', cell: 'A1' }, 60_000);
        expect(opens[1] || !opens[0]).toBe(true);
      },
      90_000,
    );
  });
});

function opens(read: () => unknown): boolean {
  try {
    read();
    return true;
  } catch {
    return false;
  }
}

/** What no strip has a reason to change: texts, formats, themes, media that are still there … */
function expectUntouched(before: Package, after: Package): void {
  const touched =
    /\.rels$|^\[Content_Types\]|workbook|sheets\/|drawing|vml|ctrlProps|tables\/|pivotCache|slicers|timelines|charts|xmlMaps/i;
  const differing = after.names.filter((part) => before.has(part) && !before.bytes(part).equals(after.bytes(part)));
  expect(differing.filter((part) => !touched.test(part))).toEqual([]);
}

function sheetNames(bytes: Uint8Array): string[] {
  return openWorkbook(bytes).sheets.map(({ name }) => name);
}

/** Every cell's value, by sheet; styles and formulas left out. */
function values(workbook: Workbook, only?: ReadonlySet<string>): Record<string, unknown> {
  const kept = workbook.sheets.filter(({ name }) => only === undefined || only.has(name));
  return Object.fromEntries(
    kept.map((one) => [
      one.name,
      [...one.rows()].flatMap((row) => one.row(row).map(({ column, value }) => [row, column, value])),
    ]),
  );
}
