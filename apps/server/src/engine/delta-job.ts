/** Deltas merged as an upload is: same rules, same outcomes, no workbook (rules M1-M8, A3). */
import { diff, theirsOf } from '@sprintforge/core';
import { type ColumnBinding, goneFields, nameColumnsOf, readMetadata, withoutFields } from '@sprintforge/mapping';
import { columnNumber } from '@sprintforge/xlsx';
import type { DeltaJob, Merged } from '../ports/engine.ts';
import { deltaSides } from './delta-sides.ts';
import { seededIds } from './fresh-ids.ts';
import { mergeReport } from './merge-report.ts';
import { openOwn } from './own-workbook.ts';
import { unpackSnapshot } from './packing.ts';
import { predecessorChanges } from './predecessor-texts.ts';
import { changeReports } from './reports.ts';
import { asChange, told } from './told.ts';

export async function deltaJob(job: DeltaJob): Promise<Merged> {
  const { possibleReverts, lastChanges } = job.ground;
  const ours = unpackSnapshot(job.ground.ours);
  const before = unpackSnapshot(job.ground.base);
  // what the plan has no more is neither changed nor told (rule C5)
  const held = withoutFields(before, goneFields(before.fields, ours.fields));
  const ids = seededIds(job.seed, held, ours);
  const { base, theirs, derived, refused, rows } = deltaSides(job.deltas, held, ours, ids, boundColumns(job.layout));
  const { report, target } = mergeReport(
    job,
    { base, ours, head: ours, theirs: { ...theirsOf(theirs, base), derived }, held: base, unknown: new Set() },
    { possibleReverts, lastChanges, placeOf: () => ({}), refused, warnings: [], repairs: [], resolved: [] },
  );
  // all of them: what the client is not told it would take for its own edits at the next sync
  const changed = diff(theirs, target);
  const changes = changeReports(changed, [target, ours, base]).map(asChange);
  const predecessors = predecessorChanges(changed.dependencies, theirs, target);
  const named = [...rows].map(([client_row_id, task_id]) => ({ client_row_id, task_id }));
  return told({ ...report, copy: null, handoutFailed: null, client: { changes, rows: named, predecessors } });
}

/** The field that each column of the copy is bound to, by its letter. */
function boundColumns(layout: Uint8Array | null): (letter: string) => string | undefined {
  const found = layout && readMetadata(openOwn(layout));
  if (found?.state !== 'signed') return () => undefined;
  const { columns } = found.metadata.bindings;
  // of several columns of names none is a field by itself: what it says depends on the others
  const names: readonly ColumnBinding[] = nameColumnsOf(found.metadata.bindings).map(({ binding }) => binding);
  const fields = new Map(columns.flatMap((one) => (names.includes(one) ? [] : [[one.column, one.field] as const])));
  return (letter) => (/^[A-Z]{1,3}$/i.test(letter) ? fields.get(columnNumber(letter.toUpperCase())) : undefined);
}
