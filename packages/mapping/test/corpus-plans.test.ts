/** Real plans that none of us wrote: the table, its fields, and that nothing makes detection fail. Skipped without the corpus. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openWorkbook } from '@sprintforge/xlsx';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Detection } from '../src/api.ts';
import { findTable } from '../src/detect.ts';
import { importPlan } from '../src/import.ts';
import { readPlan } from '../src/read.ts';

const CORPORA = process.env['SPRINTFORGE_CORPORA'] ?? join(import.meta.dirname, '../../../../shared/corpora');
const PLANS = join(CORPORA, 'plans');
const FIDELITY = join(CORPORA, 'fidelity');

/** Plans without a task table of the usual kind, by hash, and why (notes of the manifest). */
const NO_TABLE: Readonly<Record<string, string>> = {
  '169e07fc': 'no header over the tasks; coloured cells are the data',
  '0ec4be32': 'transposed: dates are rows, tasks are columns',
  '618346f5': 'no start, no end: coloured cells under dates',
};

/** What a person reads from the headers: hash → column → field. */
const FIELDS: Readonly<Record<string, string>> = {
  '771c40af': 'A number B c_phase C name D assignee E start F duration G finish H percent I notes',
  a1423c30: 'A number B level C name D notes E status F percent G assignee H start I finish',
  '428331e8': 'B name C assignee D start E finish F duration G percent',
  '3f5dec3e': 'A number C name E duration G predecessors H assignee I start J finish',
  '434bc072': 'A number C name D duration F predecessors G assignee H start I finish',
  '6d3e2d64': 'D number E name F start G duration H finish J percent L predecessors M assignee',
  '8dca2cbf': 'A number B name C notes H finish',
  d373b839: 'B name D assignee E start F finish H duration O notes',
  b336799a: 'B name D start E finish J duration',
  '9e1516f9': 'B percent C name D finish E notes',
  bbb0e68a: 'A name B notes C assignee E start F finish',
  '42ee561f': 'A number B name C duration D assignee E start F finish G percent',
  ba0a1c3f: 'A number B level E name F start G finish H assignee L percent N predecessors Q duration T notes',
  '70a75a1a': 'A wbs F assignee G name',
  '159d7655': 'A name B assignee C start D finish E duration F notes G status',
  '73513dd8': 'A wbs B level C name E assignee G start H finish I duration J predecessors L status M notes',
  '74449a28': 'A status B priority C start D finish E duration F name G assignee H notes',
  '88d74e67': 'B name C assignee D predecessors E start F finish G duration H percent',
  cdd8d0b8: 'B number C name D start E finish F duration J status',
  c25f8f82: 'B number C name D assignee F duration G start H finish N percent O predecessors Y level',
  c5400752: 'A level B wbs C name K start L finish M duration',
  '2286690b': 'A number E name H start I finish J status',
  '856398f7': 'A name B assignee C percent D status E duration F start G finish',
  '7ddeea25': 'A number B name C notes E predecessors F duration G start H finish',
  '812eb268': 'A wbs B name C assignee D start E finish G predecessors K percent M status',
  '5893e589': 'A name B duration C start D finish E cost',
  a76f8c87: 'B number C name D assignee E start F finish G duration H percent',
  '491b7fcc': 'B assignee C name D status H start I finish',
  '0c9d5d2a': 'B name C start D duration G percent',
  '60808375': 'A number B name C start D finish',
  ce103c84: 'A number C name D duration E start F finish G percent',
  e140a185: 'B number C name D notes E start F finish H duration',
  '0cb72c56': 'B name C status D duration',
  '7a413e64': 'C name D name2 E name3 F assignee G duration',
};

interface Found {
  readonly hash: string;
  readonly wanted: { readonly sheet: string; readonly first: number; readonly last: number };
  readonly detection: Detection;
}

function manifest(): readonly { file: string; hash: string; sheet: string; header: string }[] {
  const lines = readFileSync(join(PLANS, 'MANIFEST.tsv'), 'utf8').trim().split('\n');
  return lines.slice(1).map((line) => {
    const cells = line.split('\t');
    return { file: cells[0]!, hash: cells[1]!.slice(0, 8), sheet: cells[8]!, header: cells[9]! };
  });
}

function rightTable({ wanted, detection: { table } }: Found): boolean {
  return (
    table !== null && table.sheet === wanted.sheet && table.headerRow >= wanted.first && table.headerRow <= wanted.last
  );
}

function fieldsOf({ detection }: Found): string {
  return detection.columns.flatMap(({ column, field }) => (field === null ? [] : [`${column} ${field}`])).join(' ');
}

describe.skipIf(!existsSync(PLANS))('C4: real plans', () => {
  const found: Found[] = [];
  beforeAll(async () => {
    for (const { file, hash, sheet, header } of manifest()) {
      const [first = 0, last = first] = header.split('-').map(Number);
      const detection = findTable(await openWorkbook(readFileSync(join(PLANS, file))));
      found.push({ hash, wanted: { sheet, first, last }, detection });
    }
  });

  test('the right sheet and header row in nine of ten', () => {
    const plans = found.filter(({ hash }) => !(hash in NO_TABLE));
    const misses = plans.filter((plan) => !rightTable(plan));
    console.table(
      misses.map(({ hash, wanted, detection }) => ({
        hash,
        ...wanted,
        found: `${detection.table?.sheet}!${detection.table?.headerRow}`,
      })),
    );
    expect(plans.length).toBeGreaterThanOrEqual(30);
    expect(misses.length).toBeLessThanOrEqual(plans.length * 0.1);
  });

  test('no table where there is none of the usual kind', () => {
    const none = found.filter(({ hash }) => hash in NO_TABLE);
    expect(none.map(({ detection }) => detection.table)).toEqual(none.map(() => null));
  });

  test('all fields right in eight of ten', () => {
    const plans = found.filter(({ hash }) => hash in FIELDS);
    const misses = plans.filter((plan) => fieldsOf(plan) !== FIELDS[plan.hash]);
    console.table(misses.map((plan) => ({ hash: plan.hash, wanted: FIELDS[plan.hash], found: fieldsOf(plan) })));
    expect(misses.length).toBeLessThanOrEqual(plans.length * 0.2);
  });

  test('V6: at most one cell in a hundred of them is refused, and every row becomes a task', async () => {
    let cells = 0;
    let refused = 0;
    for (const { file } of manifest()) {
      const workbook = await openWorkbook(readFileSync(join(PLANS, file)));
      const { table, resources } = findTable(workbook);
      if (table === null) continue;
      const plan = readPlan(workbook, table, resources);
      let next = 0;
      const imported = importPlan(plan, { task: () => `SF-${++next}`, resource: () => `R-${++next}` });
      expect(imported.snapshot.tasks.size).toBe(plan.rows.length);
      cells += plan.rows.length * plan.fields.length;
      refused += imported.refused.length;
    }
    expect(refused).toBeLessThan(cells / 100);
  });
});

describe.skipIf(!existsSync(FIDELITY))('C4: any workbook', () => {
  test('detection and reading never fail, and few workbooks that are no plan are taken for one', async () => {
    const files = readdirSync(FIDELITY).filter((name) => /\.xl\w+$/i.test(name));
    const sample = process.env['SPRINTFORGE_LONG'] ? files : files.filter((_, i) => i % 4 === 0);
    let tables = 0;
    for (const file of sample) {
      const workbook = await openWorkbook(readFileSync(join(FIDELITY, file)));
      const { table, resources } = findTable(workbook);
      if (table === null) continue;
      tables++;
      expect(readPlan(workbook, table, resources).rows.length).toBeGreaterThanOrEqual(0);
    }
    expect(tables).toBeLessThan(sample.length / 10);
  });
});
