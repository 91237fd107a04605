/** The columns of somebody's own in their workbook, and one of them as a field (rule C2). */
import { identify, type PrivateColumn, privateColumns, readCopy, readMetadata, readShared } from '@sprintforge/mapping';
import type { PrivateColumnsJob, PrivateColumnsOutcome, TakenColumn } from '../ports/engine.ts';
import { freshIds } from './fresh-ids.ts';
import { noTable } from './import-job.ts';
import { refusing } from './open-upload.ts';
import { openOwn } from './own-workbook.ts';
import { packShadow, unpackShadow, unpackSnapshot } from './packing.ts';
import { unpackShared } from './shared-cells.ts';

export function privateColumnsJob(job: PrivateColumnsJob): Promise<PrivateColumnsOutcome> {
  return refusing(async () => {
    const workbook = openOwn(job.workbook);
    const found = readMetadata(workbook);
    if (found.state !== 'signed') return noTable(); // copies are written by us
    const { plan } = readCopy(workbook, found.metadata, unpackShared(job.shared));
    const columns: readonly PrivateColumn[] = privateColumns(workbook, plan);
    if (job.take === null) return { kind: 'columns', columns, taken: null };
    const base = unpackSnapshot(job.base);
    const { rowIds } = identify(plan, base, unpackShadow(job.shadow), freshIds(base));
    const read = readShared(workbook, plan, rowIds, job.take);
    if (read === null) return { kind: 'columns', columns, taken: null };
    const { cells, style } = read;
    const unread = cells.filter(({ reading }) => reading.kind !== 'value').length;
    const taken: TakenColumn = { style, cells: packShadow({ cells, keptRows: [] }), unread };
    return { kind: 'columns', columns, taken };
  });
}
