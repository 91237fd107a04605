/** What is gained by keeping what is known of the last version, and what a big upload takes. */
import fs from 'node:fs';
import { findTable } from '@sprintforge/mapping';
import { differingParts, openWorkbook, partHashes, screenWorkbook } from '@sprintforge/xlsx';
import { writeOnePercent } from './subject-ours.ts';

/** One cell changed in a workbook that we wrote before, with its chunk index; gives the call that is measured. */
export async function prepareCell(file: string): Promise<() => Promise<number>> {
  const first = openWorkbook(fs.readFileSync(file));
  const { name, lastRow } = first.sheets[0]!;
  first.setCells(name, [{ row: 2, column: 2, value: 'first' }]);
  const kept = { bytes: `${file}.kept`, index: `${file}.index` };
  fs.writeFileSync(kept.bytes, await first.toBytes());
  fs.writeFileSync(kept.index, first.chunkIndex() ?? '');
  let calls = 0;
  return async () => {
    const workbook = openWorkbook(fs.readFileSync(kept.bytes), { index: fs.readFileSync(kept.index) });
    const row = 2 + ((++calls * 7919) % (lastRow - 1));
    workbook.setCells(name, [{ row, column: 4, value: row }]);
    return (await workbook.toBytes()).length;
  };
}

/** Is it the file that is known? Gives the call that is measured. */
export function prepareUnchanged(file: string): () => number {
  const known = partHashes(fs.readFileSync(file));
  return () => differingParts(known, partHashes(fs.readFileSync(file))).length;
}

/** Screened, its table found, 1 % of its cells changed, written. */
export async function takeUpload(file: string): Promise<number> {
  const bytes = fs.readFileSync(file);
  if (screenWorkbook(bytes).verdict !== 'accept') throw new Error(`${file} is not accepted`);
  const workbook = openWorkbook(bytes);
  if (findTable(workbook).table === null) throw new Error(`no task table in ${file}`);
  return (await writeOnePercent(workbook)).length;
}
