import { dependencyKey, type Snapshot } from '@sprintforge/core';
import { openWorkbook, type Workbook } from '@sprintforge/xlsx';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import type { PlanRead, WriteResult } from '../src/api.ts';
import { findTable } from '../src/detect.ts';
import { isAsHandedOut } from '../src/identify/as-handed-out.ts';
import { importPlan } from '../src/import.ts';
import { readPlan } from '../src/read.ts';
import { storedZip } from '../src/template/stored-zip.ts';
import { readAgain } from '../src/write/read-again.ts';
import { differencesOf, verifyHandOut } from '../src/write/verify.ts';
import { writePlan } from '../src/write.ts';
import { handOut, ids } from './copy-fixture.ts';

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const SHEET = 'xl/worksheets/sheet1.xml';
const STRINGS = 'xl/sharedStrings.xml';
const TEXTS = [
  'Task Name',
  'Start Date',
  'Duration',
  'Status',
  'Predecessors',
  'Done',
  'Open',
  'Paint',
  'Dry',
  'Sand',
  'Wash',
  'Polish',
  'Pack',
]; // prettier-ignore

/** Six tasks with shared strings, as Excel saves them; the last one's duration is a formula. */
function planFile(): Uint8Array {
  const text = (ref: string, at: number) => `<c r="${ref}" t="s"><v>${at}</v></c>`;
  const row = (at: number) => {
    const r = at + 2;
    const duration = at === 5 ? `<c r="C${r}"><f>C2+1</f><v>3</v></c>` : `<c r="C${r}"><v>${at + 2}</v></c>`;
    const edge = at === 3 ? `<c r="E${r}"><v>4</v></c>` : '';
    return `<row r="${r}">${text(`A${r}`, at + 7)}<c r="B${r}" s="1"><v>${45000 + at}</v></c>${duration}${text(`D${r}`, 5 + (at % 2))}${edge}</row>`;
  };
  const rows = [0, 1, 2, 3, 4, 5].map(row).join('');
  const head = `<row r="1">${['A', 'B', 'C', 'D', 'E'].map((letter, at) => text(`${letter}1`, at)).join('')}</row>`;
  const related = (...kinds: [string, string][]) =>
    `<Relationships xmlns="${PACKAGE}/relationships">${kinds.map(([kind, target], at) => `<Relationship Id="rId${at + 1}" Type="${OFFICE}/${kind}" Target="${target}"/>`).join('')}</Relationships>`;
  const override = (part: string, type: string) => `<Override PartName="/${part}" ContentType="${TYPE}.${type}+xml"/>`;
  const parts = {
    '[Content_Types].xml': `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>${override('xl/workbook.xml', 'sheet.main')}${override(SHEET, 'worksheet')}${override(STRINGS, 'sharedStrings')}${override('xl/styles.xml', 'styles')}</Types>`,
    '_rels/.rels': related(['officeDocument', 'xl/workbook.xml']),
    'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="Plan" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': related(
      ['worksheet', 'worksheets/sheet1.xml'],
      ['sharedStrings', 'sharedStrings.xml'],
      ['styles', 'styles.xml'],
    ), // prettier-ignore
    [SHEET]: `<worksheet xmlns="${MAIN}"><sheetData>${head}${rows}</sheetData></worksheet>`,
    [STRINGS]: `<sst xmlns="${MAIN}">${TEXTS.map((word) => `<si><t>${word}</t></si>`).join('')}</sst>`,
    'xl/styles.xml': `<styleSheet xmlns="${MAIN}"><fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>`,
  };
  return storedZip(new Map(Object.entries(parts)));
}

interface Written extends WriteResult {
  readonly target: Snapshot;
  readonly workbook: Workbook;
}

/** A copy in which others edited a task, put one in and deleted one. */
async function writtenCopy(): Promise<Written> {
  const workbook = openWorkbook(planFile());
  const { table } = findTable(workbook);
  const plan = readPlan(workbook, table!);
  const { snapshot, rowIds } = importPlan(plan, ids());
  const tasks = new Map(snapshot.tasks);
  const [first, second, third] = [...snapshot.tasks.values()];
  tasks.set(first!.id, { ...first!, fields: { ...first!.fields, status: 'Late', duration: 9 } });
  tasks.delete(second!.id);
  const fresh = { id: 'SF-NEWT-ASK1', parent: null, rank: `${third!.rank}V`, fields: { name: 'Inspect' } };
  tasks.set(fresh.id, fresh);
  const edges = [...snapshot.dependencies.values()].filter((edge) => tasks.has(edge.predecessor));
  const target = { ...snapshot, tasks, dependencies: new Map(edges.map((edge) => [dependencyKey(edge), edge])) };
  return { ...(await writePlan(workbook, plan, rowIds, target, handOut(table!))), target, workbook };
}

/** The file with one of its parts written otherwise, as by a writer with a fault. */
function broken(bytes: Uint8Array, part: string, change: (text: string) => string): Uint8Array {
  const workbook = openWorkbook(bytes);
  const texts = workbook.parts.map((name): [string, string] => [name, Buffer.from(workbook.part(name)!).toString()]);
  const before = texts.find(([name]) => name === part)![1];
  expect(change(before)).not.toBe(before);
  return storedZip(new Map(texts.map(([name, text]) => [name, name === part ? change(text) : text])));
}

const rowOf = (text: string, r: number) => new RegExp(`<row r="${r}".*?</row>`).exec(text)![0];
const renumbered = (row: string, to: number) =>
  row.replace(/ r="([A-Z]*)\d+"/g, (_, letters) => ` r="${letters}${to}"`);

let copy: Written;
beforeAll(async () => {
  copy = await writtenCopy();
});

const verify = (bytes: Uint8Array) => () => verifyHandOut(bytes, copy.target, copy.shadow, copy.mapping);

test('R6 what was written reads back as the plan', () => {
  expect(verify(copy.bytes)).not.toThrow();
  expect(verify(broken(copy.bytes, 'xl/workbook.xml', (text) => `${text}\n`))).not.toThrow();
});

describe('R6 a broken writer is caught', () => {
  const faults: readonly [string, string, (text: string) => string][] = [
    ['a written text is another', SHEET, (text) => text.replace('>Late<', '>Lste<')],
    ['a written number is another', SHEET, (text) => text.replace(/(<c r="C2"[^>]*><v>)9</, '$18<')],
    ['a cell that nobody wrote is another', SHEET, (text) => text.replace('<v>45004</v>', '<v>45005</v>')],
    ['a cell lost its date format', SHEET, (text) => text.replace(/ s="1"><v>45004/, '><v>4504')],
    ['a cell is gone', SHEET, (text) => text.replace(/<c r="B5".*?<\/c>/, '')],
    ['a row is gone', SHEET, (text) => text.replace(rowOf(text, 5), '')],
    ['the new row is gone', SHEET, (text) => text.replace(/<row r="\d+"(?:(?!<\/row>).)*Inspect.*?<\/row>/, '')],
    [
      'a row stands twice',
      SHEET,
      (text) => text.replace('</sheetData>', `${renumbered(rowOf(text, 7), 8)}</sheetData>`),
    ],
    [
      'two rows are exchanged',
      SHEET,
      (text) => {
        const [a, b] = [rowOf(text, 5), rowOf(text, 7)];
        return text.replace(a, '@').replace(b, renumbered(a, 7)).replace('@', renumbered(b, 5));
      },
    ],
    [
      'values of a column stand a row too low',
      SHEET,
      (text) =>
        text
          .replace(/<c r="B(\d)"/g, (_, r) => `<c r="B${Number(r) + 1}"`)
          .replace(/(<row r="\d")(.*?)(<c r="B\d".*?<\/c>)/g, '$1$2'),
    ],
    ['shared strings lost the first', STRINGS, (text) => text.replace('<si><t>Task Name</t></si>', '')],
    ['a shared string is another', STRINGS, (text) => text.replace('Polish', 'Polsih')],
    ['a formula has become its value', SHEET, (text) => text.replace(/<f>C2\+1<\/f>/, '')],
    ['a predecessor names another row', SHEET, (text) => text.replace(/(<c r="E[2-9]"[^>]*>)<v>\d<\/v>/, '$1<v>2</v>')],
    ["an ID is another row's", SHEET, (text) => text.replace('SF-0000-0004', 'SF-0000-0003')],
    ['the part is cut short', SHEET, (text) => text.slice(0, text.length / 2)],
  ]; // prettier-ignore
  test.each(faults)('%s', async (_, part, change) => {
    const bytes = broken(copy.bytes, part, change);
    expect(verify(bytes)).toThrow();
    expect(await isAsRead(bytes)).toBe(false);
  });
});

/** Read again beside the workbook that it was written from, is a copy as handed out? */
async function isAsRead(bytes: Uint8Array, target = copy.target): Promise<boolean> {
  try {
    const again = await readAgain(copy.workbook, { ...copy, bytes });
    return again !== null && isAsHandedOut(again.plan, target, copy.shadow);
  } catch {
    return false;
  }
}

describe('R6 a reading of the very same bytes is not made again', () => {
  test('the copy as it was written', async () => {
    expect((await readAgain(copy.workbook, copy))?.plan).toBe(copy.read);
    expect(await isAsRead(copy.bytes)).toBe(true);
  });
  test('another byte in any part, and it is', async () => {
    const bytes = broken(copy.bytes, 'xl/styles.xml', (text) => `${text}\n`);
    const again = await readAgain(copy.workbook, { ...copy, bytes });
    expect(again?.plan).not.toBe(copy.read);
    expect(again?.plan.rows).toEqual(copy.read?.rows);
  });
  test('a writer that wrote something else than the plan says', async () => {
    const [first, ...rest] = copy.target.tasks.values();
    const other = { ...first!, fields: { ...first!.fields, status: 'Early' } };
    expect(
      await isAsRead(copy.bytes, { ...copy.target, tasks: new Map([other, ...rest].map((task) => [task.id, task])) }),
    ).toBe(false);
  });
  test('a copy without its metadata', async () => {
    const sheet = openWorkbook(copy.bytes).sheet('_SYNC_META')!.part;
    const empty = broken(
      broken(copy.bytes, sheet, () => '<worksheet/>'),
      'docProps/custom.xml',
      () => '<Properties/>',
    );
    expect(await readAgain(copy.workbook, { ...copy, bytes: empty })).toBeNull();
  });
});

test('R6 where everything is as handed out, identifying finds nothing either', () => {
  const read = readPlan(openWorkbook(copy.bytes), copy.mapping);
  const { application } = read;
  expect(isAsHandedOut(read, copy.target, copy.shadow)).toBe(true);
  expect(differencesOf(read, copy.target, copy.shadow, application)).toEqual([]);
  const place = fc.tuple(
    fc.nat(read.rows.length - 1),
    fc.constantFrom('name', 'start', 'duration', 'status', 'predecessors'),
  );
  const value = fc.constantFrom(null, '', 'Open', '3', 4, '2023-03-19', true);
  fc.assert(
    fc.property(fc.array(fc.tuple(place, value), { minLength: 1, maxLength: 3 }), fc.boolean(), (edits, swap) => {
      const rows = [...read.rows];
      for (const [[at, field], found] of edits)
        rows[at] = { ...rows[at]!, cells: { ...rows[at]!.cells, [field]: { kind: 'value', value: found } } };
      if (swap) rows.push(rows.shift()!);
      const plan: PlanRead = { ...read, rows };
      if (!isAsHandedOut(plan, copy.target, copy.shadow)) return;
      expect(differencesOf(plan, copy.target, copy.shadow, application)).toEqual([]);
    }),
    { seed: 20_26, numRuns: 300 },
  );
});
