import os from 'node:os';
import type { Measurement } from './measure-apart.ts';
import { scalingTable } from './report-scaling.ts';

const LABELS: Record<string, string> = {
  'floor.inflate': '**floor**: inflate the sheet and the shared strings',
  'sprintforge.scan': 'ours: columnar read',
  'sprintforge.read': 'ours: every cell as a JS value (lists by column)',
  'sprintforge.cells': 'ours: every cell as an object (value, format, formula)',
  'sprintforge.snapshot': 'ours: typed task snapshot (table found, columns bound)',
  'sprintforge.merge': 'ours: diff + three-way merge, 1 % edited on each side',
  'sprintforge.write': 'ours: 1 % of the cells changed → a new .xlsx',
  'sprintforge.cell': 'ours: one cell changed, with the chunk index that was kept → a new .xlsx',
  'sprintforge.unchanged': 'ours: is an upload the file that we know? (by the hashes of its parts)',
  'sprintforge.sync':
    'ours: whole sync (read, identified, merged, written, read back; 1 % edited on each side, 50 tasks new, 50 deleted)',
  'sprintforge.http':
    'ours: whole sync over HTTP, embedded database (upload screened, merged, committed, copy handed out; edits as above on every side)',
  'sprintforge.resaved':
    'ours: the same of copies that were saved again before they were uploaded, as Excel does it (every row written anew)',
  'readExcelFile.read': 'read-excel-file: read',
  'sheetjs.read': 'SheetJS: read',
  'sheetjs.write': 'SheetJS: 1 % changed → a new .xlsx',
  'sheetjs.cell': 'SheetJS: one cell changed → a new .xlsx',
  'exceljs.read': 'ExcelJS: read',
  'exceljs.write': 'ExcelJS: 1 % changed → a new .xlsx',
  'exceljs.cell': 'ExcelJS: one cell changed → a new .xlsx',
  'openpyxl.read': 'openpyxl: read',
  'openpyxl.write': 'openpyxl: 1 % changed → a new .xlsx',
  'openpyxl.cell': 'openpyxl: one cell changed → a new .xlsx',
};

/** Two readers that count the same file's cells differently did not do the same work. */
function differingCounts(all: readonly Measurement[]): string[] {
  const notes: string[] = [];
  for (const file of new Set(all.map((m) => m.sheet.file))) {
    const counts = all.filter(
      (m) => m.sheet.file === file && m.ms !== null && /\.(?:scan|read|cells)$/.test(m.subject),
    );
    if (new Set(counts.map((m) => m.result)).size > 1)
      notes.push(
        `At ${counts[0]!.sheet.rows} rows the readers counted different cells: ${counts.map((m) => `${m.subject} ${m.result}`).join(', ')}.`,
      );
  }
  return notes;
}

function factors(all: readonly Measurement[], verb: 'read' | 'write' | 'cell', sizes: readonly number[]): string[] {
  return sizes.map((rows) => {
    const ours = all.find((m) => m.sheet.rows === rows && m.subject === `sprintforge.${verb}`);
    const peers = all.filter(
      (m) =>
        m.sheet.rows === rows && m.ms !== null && m.subject.endsWith(`.${verb}`) && !/^sprintforge/.test(m.subject),
    );
    const list = peers.map((m) => `${m.subject.split('.')[0]} ${(m.ms! / (ours?.ms ?? Number.NaN)).toFixed(1)} ×`);
    return `- ${verb} at ${rows.toLocaleString('en')} rows: ${list.join(', ')}`;
  });
}

/** A sync is given a copy, with our columns and hidden sheets: more to inflate than the plan that the table's ratios are to. */
function syncs(all: readonly Measurement[]): string[] {
  const measured = all.filter((m) => m.ms !== null && m.uploadFloor);
  return [...new Set(measured.map((m) => m.subject))].map((subject) => {
    const list = measured
      .filter((m) => m.subject === subject)
      .map((m) => `${m.sheet.rows.toLocaleString('en')} rows ${ratio(m.ms! / m.uploadFloor!)} ×`);
    return `- ${LABELS[subject]?.replace(/ \(.*/, '') ?? subject}: ${list.join(', ')}`;
  });
}

/** Where less is the aim, a digit more. */
function ratio(value: number): string {
  return value.toFixed(value < 0.95 ? 2 : 1);
}

function milliseconds(ms: number): string {
  return `${ms.toFixed(ms < 100 ? 1 : 0)} ms`;
}

/** A line for each subject, a column for each size; `cell` says what stands there. */
function table(
  all: readonly Measurement[],
  sizes: readonly number[],
  subjects: readonly string[],
  cell: (m: Measurement) => string,
): string[] {
  const found = (subject: string, rows: number) => all.find((m) => m.sheet.rows === rows && m.subject === subject);
  const text = (m: Measurement | undefined) => (m === undefined || m.ms === null ? 'not run' : cell(m));
  return [
    `| plan of 14 columns | ${sizes.map((rows) => `${rows.toLocaleString('en')} rows`).join(' | ')} |`,
    `|---|${sizes.map(() => '---|').join('')}`,
    ...subjects.map(
      (subject) => `| ${LABELS[subject] ?? subject} | ${sizes.map((rows) => text(found(subject, rows))).join(' | ')} |`,
    ),
  ];
}

/** bench/RESULTS.md from the measurements of one run; `memory` are first calls alone. */
export function report(all: readonly Measurement[], memory: readonly Measurement[], commit: string): string {
  const compared = all.filter((m) => all.some((o) => o.sheet === m.sheet && o.subject === 'floor.inflate'));
  const sizes = [...new Set(compared.map((m) => m.sheet.rows))];
  const subjects = [...new Set(compared.map((m) => m.subject))];
  const floorOf = (m: Measurement) => {
    const floor = compared.find((o) => o.sheet === m.sheet && o.subject === 'floor.inflate')!;
    return m.subject === floor.subject ? m.ms! : m.floor || floor.ms!;
  };
  const reading = subjects.filter((subject) => /\.(?:inflate|scan|read)$/.test(subject) && !/openpyxl/.test(subject));
  return [
    '# Results',
    '',
    'Made by `npm run bench`: one run, each measurement in a process of its own. Without the first call, the fastest of those after it:',
    'of 9 for us (the sync of 100,000 rows: 2), of 3 for peers (100,000 rows: the only one). In brackets the ratio to the floor of the',
    'same file, measured in turns with them in the same process. Milliseconds belong to the machine; the ratios are the result.',
    '',
    'Apart from these: [50 people at once](LOAD.md) (`node bench/src/load.ts`) and [the largest plans](LARGE.md) (`node bench/src/large.ts`).',
    '',
    `Machine: ${os.cpus()[0]?.model ?? 'unknown'}, ${os.cpus().length} cores, ${Math.round(os.totalmem() / 2 ** 30)} GiB, Node ${process.version}, commit ${commit}.`,
    '',
    'What an interaction costs in the web application with 100,000 tasks: [GRID.md](GRID.md).',
    '',
    ...table(compared, sizes, subjects, (m) => `${milliseconds(m.ms!)} (${ratio(m.ms! / floorOf(m))} ×)`),
    '',
    'The whole sync against inflating the sheets and shared strings of the very workbook that is uploaded: a copy that was handed out, with our',
    'columns and hidden sheets, has twice as much of them as the plan that the ratios above are to:',
    '',
    ...syncs(compared),
    '',
    'How many times longer the peers take than we do for the same work (every cell as a JS value; 1 % of the cells, or one cell, changed and written):',
    '',
    ...factors(compared, 'read', sizes),
    ...factors(compared, 'write', sizes),
    ...factors(compared, 'cell', sizes),
    '',
    '## The first call',
    '',
    'In a fresh process, with the modules loaded: nothing has run yet, nothing is compiled.',
    '',
    ...table(compared, sizes, reading, (m) => milliseconds(m.first)),
    '',
    ...scalingTable(all, memory),
    '',
    ...differingCounts(all),
    '',
  ].join('\n');
}
