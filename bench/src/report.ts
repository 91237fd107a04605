import os from 'node:os';
import type { Measurement } from './main.ts';

const LABELS: Record<string, string> = {
  'floor.inflate': '**floor**: inflate the sheet and the shared strings',
  'sprintforge.scan': 'ours: columnar read',
  'sprintforge.read': 'ours: every cell as a JS value',
  'sprintforge.snapshot': 'ours: typed task snapshot (table found, columns bound)',
  'sprintforge.merge': 'ours: diff + three-way merge, 1 % edited on each side',
  'sprintforge.write': 'ours: 1 % of the cells changed → a new .xlsx',
  'sprintforge.sync':
    'ours: whole sync (read, identified, merged, written, read back; 1 % edited on each side, 50 tasks new, 50 deleted)',
  'readExcelFile.read': 'read-excel-file: read',
  'sheetjs.read': 'SheetJS: read',
  'sheetjs.write': 'SheetJS: 1 % changed → a new .xlsx',
  'exceljs.read': 'ExcelJS: read',
  'exceljs.write': 'ExcelJS: 1 % changed → a new .xlsx',
  'openpyxl.read': 'openpyxl: read',
  'openpyxl.write': 'openpyxl: 1 % changed → a new .xlsx',
};

/** Two readers that count the same file's cells differently did not do the same work. */
function differingCounts(all: readonly Measurement[]): string[] {
  const notes: string[] = [];
  for (const rows of new Set(all.map((m) => m.rows))) {
    const counts = all.filter((m) => m.rows === rows && m.ms !== null && m.subject.endsWith('.read'));
    if (new Set(counts.map((m) => m.result)).size > 1)
      notes.push(
        `At ${rows} rows the readers counted different cells: ${counts.map((m) => `${m.subject} ${m.result}`).join(', ')}.`,
      );
  }
  return notes;
}

function factors(all: readonly Measurement[], verb: 'read' | 'write'): string[] {
  return [...new Set(all.map((m) => m.rows))].map((rows) => {
    const ours = all.find((m) => m.rows === rows && m.subject === `sprintforge.${verb}`)?.ms;
    const peers = all.filter(
      (m) => m.rows === rows && m.ms !== null && m.subject.endsWith(`.${verb}`) && !m.subject.startsWith('sprintforge'),
    );
    const list = peers.map((m) => `${m.subject.split('.')[0]} ${(m.ms! / (ours ?? Number.NaN)).toFixed(1)} ×`);
    return `- ${verb} at ${rows.toLocaleString('en')} rows: ${list.join(', ')}`;
  });
}

/** bench/RESULTS.md from the measurements of one run. */
export function report(all: readonly Measurement[], commit: string): string {
  const sizes = [...new Set(all.map((m) => m.rows))];
  const floor = (rows: number) => all.find((m) => m.rows === rows && m.subject === 'floor.inflate')!.ms!;
  const cell = (subject: string, rows: number) => {
    const ms = all.find((m) => m.rows === rows && m.subject === subject)?.ms;
    return ms == null ? 'not run' : `${ms.toFixed(ms < 100 ? 1 : 0)} ms (${(ms / floor(rows)).toFixed(1)} ×)`;
  };
  const lines = [...new Set(all.map((m) => m.subject))].map(
    (subject) => `| ${LABELS[subject] ?? subject} | ${sizes.map((rows) => cell(subject, rows)).join(' | ')} |`,
  );
  return [
    '# Results',
    '',
    'Made by `npm run bench`: one run, each measurement in a process of its own, medians (peers at 100,000 rows: one run).',
    'In brackets the ratio to the floor of the same file. Milliseconds belong to the machine; the ratios are the result.',
    '',
    `Machine: ${os.cpus()[0]?.model ?? 'unknown'}, ${os.cpus().length} cores, ${Math.round(os.totalmem() / 2 ** 30)} GiB, Node ${process.version}, commit ${commit}.`,
    '',
    `| plan of 14 columns | ${sizes.map((rows) => `${rows.toLocaleString('en')} rows`).join(' | ')} |`,
    `|---|${sizes.map(() => '---|').join('')}`,
    ...lines,
    '',
    'How many times longer the peers take than we do for the same work (every cell as a JS value; 1 % changed and written):',
    '',
    ...factors(all, 'read'),
    ...factors(all, 'write'),
    '',
    ...differingCounts(all),
    '',
  ].join('\n');
}
