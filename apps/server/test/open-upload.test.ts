import { describe, expect, test } from 'vitest';
import {
  contentTypes,
  formulaSheet,
  office,
  type Parts,
  relationship,
  sheetXml,
  smallWorkbook,
} from '../../../packages/xlsx/test/small-workbook.ts';
import { bookLinks, sheet, sheetLinks } from '../../../packages/xlsx/test/strip-fixture.ts';
import { openUpload } from '../src/engine/open-upload.ts';

const hyperlink = sheetXml(
  '<row r="1"><c r="A1"><v>1</v></c></row>',
  '<hyperlinks><hyperlink ref="A1" r:id="rId1"/></hyperlinks>',
);

describe('what an upload brings along', () => {
  const rows: readonly [string, Parts, string][] = [
    ['a plain workbook', {}, 'opened'],
    [
      'a workbook with macros',
      {
        '[Content_Types].xml': contentTypes({
          '/xl/workbook.xml': 'application/vnd.ms-excel.sheet.macroEnabled.main+xml',
        }),
      },
      'opened | strip MACRO_STRIPPED xl/workbook.xml',
    ],
    [
      'connections',
      {
        ...bookLinks(relationship('rId7', `${office}/connections`, 'connections.xml')),
        'xl/connections.xml': '<connections/>',
      },
      'opened | strip EXT_CONNECTION xl/connections.xml',
    ],
    [
      'a forbidden hyperlink',
      { [sheet]: hyperlink, ...sheetLinks(relationship('rId1', `${office}/hyperlink`, 'file:///c:/a', true)) },
      `opened | strip EXT_HYPERLINK ${sheet} A1`,
    ],
    ['a doubtful formula', { [sheet]: formulaSheet('INDIRECT("A2")') }, `opened | warn WARN_FORMULA ${sheet} A1`],
    [
      'a doubtful formula and a picture from elsewhere',
      {
        [sheet]: formulaSheet('INDIRECT("A2")').replace('</worksheet>', '<picture r:id="rId1"/></worksheet>'),
        ...sheetLinks(relationship('rId1', `${office}/image`, 'https://example.org/a.png', true)),
      },
      `opened | strip EXT_IMAGE ${sheet} | warn WARN_FORMULA ${sheet} A1`,
    ],
    ['a forbidden formula', { [sheet]: formulaSheet('CALL("a")') }, `refused | refuse FORMULA_FORBIDDEN ${sheet} A1`],
    [
      'queries where nobody would look for them',
      { [sheet]: sheetXml('', '<DataMashup>AA==</DataMashup>') },
      `refused | strip EXT_CONNECTION ${sheet}`,
    ],
  ];
  test.each(rows)('%s', async (_, parts, expected) => {
    const opened = await openUpload(smallWorkbook(parts), { policies: {}, ownQueries: () => false });
    const said = opened.findings.map(({ severity, code, part, cell }) =>
      [severity, code, part, cell].filter(Boolean).join(' '),
    );
    expect([opened.kind, ...said].join(' | ')).toBe(expected);
    if (opened.kind === 'opened') expect(opened.workbook.sheets.map(({ name }) => name)).toEqual(['Plan']);
  });
});
