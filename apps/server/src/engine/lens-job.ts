/** A fresh lens workbook of some revision (rule R8). */
import { lensOf } from '@sprintforge/core';
import { lensWorkbook, readPlan } from '@sprintforge/mapping';
import type { LensJob, RenderOutcome } from '../ports/engine.ts';
import { lensView, visibleConflicts } from './lens-view.ts';
import { refusing } from './open-upload.ts';
import { openOwn } from './own-workbook.ts';
import { snapshotHash, unpackSnapshot } from './packing.ts';
import { readBack } from './read-back.ts';
import { rowStatus } from './row-status.ts';
import { waitingConflicts, waitingNotices } from './waiting-uploads.ts';
import { writeCopy } from './written-copy.ts';

export function lensJob(job: LensJob): Promise<RenderOutcome> {
  return refusing(async () => {
    const head = unpackSnapshot(job.target);
    const answer = lensOf(head, job.request);
    if ('problem' in answer) return refused('BAD_LENS', answer.problem);
    const view = lensView(head, answer.lens);
    const { bytes, mapping } = await lensWorkbook(head, answer.lens);
    const workbook = openOwn(bytes);
    const plan = readPlan(workbook, mapping);
    const { target } = view;
    const conflicts = visibleConflicts(view, [...job.openConflicts, ...waitingConflicts(job.waiting, head)]);
    const author = { name: '', at: job.ticket.issuedAt };
    const written = await writeCopy({
      workbook,
      plan,
      resources: null,
      rowIds: plan.rows.map(({ id }) => id),
      target,
      revision: job.targetRevision,
      hash: snapshotHash(head),
      ticket: job.ticket,
      conflicts,
      status: rowStatus({ held: target, target, own: new Set(), lastChanges: [], conflicts, refused: [], author }),
      refused: [],
      warnings: waitingNotices(job.waiting),
      through: { view, head },
    });
    const fault = await readBack(written, target);
    return fault === null ? { kind: 'rendered', copy: written.copy } : refused('HANDOUT_FAILED', fault);
  });
}

const refused = (code: string, message: string) =>
  ({ kind: 'refused', code, message, where: {}, findings: [] }) as const;
