import fs from 'node:fs';
import type { Measurement } from './measure-apart.ts';

/** Time per row and memory by the size of the sheet. */
export function scalingTable(all: readonly Measurement[], memory: readonly Measurement[]): string[] {
  const sheets = [...new Set(memory.filter((m) => m.subject !== 'sprintforge.upload').map((m) => m.sheet))];
  const of = (list: readonly Measurement[], subject: string, sheet: Measurement['sheet']) =>
    list.find((m) => m.sheet === sheet && m.subject === `sprintforge.${subject}`);
  const time = (m: Measurement | undefined) =>
    m === undefined || m.ms === null
      ? 'not run'
      : `${((1000 * m.ms) / m.sheet.rows).toFixed(2)} µs (${(m.ms / m.floor).toFixed(1)} ×)`;
  const size = (m: Measurement | undefined) =>
    m === undefined ? 'not run' : `${(m.grown / m.sheet.inflated).toFixed(1)} ×`;
  return [
    '## Time per row and memory',
    '',
    'Time per row of our reading, in brackets to the floor; how much the process grows to its peak in one read, against the size of the',
    'inflated sheet and shared strings (small files drown in what any program needs).',
    '',
    '| sheet | inflated | columnar read | JS values | peak memory, columnar | peak memory, JS values | peak memory, 1 % written |',
    '|---|---|---|---|---|---|---|',
    ...sheets.map((sheet) =>
      [
        `| ${sheet.rows.toLocaleString('en')} × ${sheet.columns}`,
        `${(sheet.inflated / 2 ** 20).toFixed(1)} MiB`,
        time(of(all, 'scan', sheet)),
        time(of(all, 'read', sheet)),
        size(of(memory, 'scan', sheet)),
        size(of(memory, 'read', sheet)),
        `${size(of(memory, 'write', sheet))} |`,
      ].join(' | '),
    ),
    ...memory.filter((m) => m.subject === 'sprintforge.upload').flatMap(uploadLine),
  ];
}

function uploadLine({ sheet, peak, grown, ms }: Measurement): string[] {
  if (ms === null) return [];
  const mib = (bytes: number) => `${(bytes / 2 ** 20).toFixed(1)} MiB`;
  return [
    '',
    `An upload of ${mib(fs.statSync(sheet.file).size)} (${sheet.rows.toLocaleString('en')} × ${sheet.columns}, ${mib(sheet.inflated)} inflated), screened, its ` +
      `table found, 1 % of its cells changed and written: ${mib(peak)} resident at the peak; the process grew by ${(grown / sheet.inflated).toFixed(1)} × inflated.`,
  ];
}
