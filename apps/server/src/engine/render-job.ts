/** A fresh copy of a layout at some revision. */
import { ERASED, KnownNames } from '@sprintforge/core';
import {
  addFieldColumns,
  emptyGone,
  goneFields,
  identify,
  readCopy,
  readMetadata,
  shadowWithout,
  unbindFields,
  withoutFields,
  withSharedBase,
} from '@sprintforge/mapping';
import { rewriteTexts } from '@sprintforge/xlsx';
import type { RenderJob, RenderOutcome } from '../ports/engine.ts';
import { connectedCopy } from './connected-copy.ts';
import { freshIds } from './fresh-ids.ts';
import { noTable } from './import-job.ts';
import { refusing } from './open-upload.ts';
import { openOwn, ownLimits } from './own-workbook.ts';
import { snapshotHash, unpackShadow, unpackSnapshot } from './packing.ts';
import { readBack } from './read-back.ts';
import { rowStatus } from './row-status.ts';
import { unpackShared } from './shared-cells.ts';
import { waitingConflicts, waitingNotices } from './waiting-uploads.ts';
import { type CopyContent, writeCopy } from './written-copy.ts';

export function renderJob(job: RenderJob): Promise<RenderOutcome> {
  return refusing(async () => {
    const workbook = openOwn(await layoutOf(job));
    const found = readMetadata(workbook);
    if (found.state !== 'signed') return noTable(); // layouts are written by us
    const shared = unpackShared(job.shared);
    const { plan: file, resources } = readCopy(workbook, found.metadata, shared);
    const [base, target] = [unpackSnapshot(job.layoutBase), unpackSnapshot(job.target)];
    const known = withSharedBase({ base, shadow: unpackShadow(job.layoutShadow) }, file, shared);
    const gone = goneFields(file.fields, target.fields);
    if (gone.size > 0) emptyGone(workbook, file, gone);
    const plan = gone.size === 0 ? file : unbindFields(workbook, file, resources, gone);
    const held = withoutFields(known.base, gone);
    const { rowIds, refused } = identify(plan, held, shadowWithout(known.shadow, gone), freshIds(held, target));
    const added = target.fields.filter(({ key }) => !held.fields.some((known) => known.key === key));
    const conflicts = [...job.openConflicts, ...waitingConflicts(job.waiting, target)];
    const status = rowStatus({
      held: job.lastChanges.length > 0 ? held : target,
      target,
      own: new Set(),
      lastChanges: job.lastChanges,
      conflicts,
      refused,
      author: { name: '', at: job.ticket.issuedAt },
    });
    const written = await writeCopy({
      workbook,
      plan: addFieldColumns(workbook, plan, resources, added),
      resources,
      rowIds,
      target,
      revision: job.targetRevision,
      hash: snapshotHash(target),
      ticket: job.ticket,
      ...scripted(job),
      conflicts,
      status,
      refused,
      warnings: waitingNotices(job.waiting),
    });
    const fault = await readBack(written, target);
    if (fault !== null) return { kind: 'refused', code: 'HANDOUT_FAILED', message: fault, where: {}, findings: [] };
    return { kind: 'rendered', copy: await connectedCopy(written.copy, job, target) };
  });
}

async function layoutOf({ layout, without }: RenderJob): Promise<Uint8Array> {
  if (!without) return layout;
  const known = new KnownNames();
  for (const name of without) known.add(name);
  return rewriteTexts(layout, (text) => known.replaceIn(text, () => ERASED), { limits: ownLimits });
}

/** What an Office Script starts from. */
function scripted({ connected, ticket, targetRevision }: RenderJob): Pick<CopyContent, 'script'> {
  if (connected?.kind !== 'sync') return {};
  const { token, receipt } = connected;
  return { script: { version: targetRevision, copy: ticket.copy, receipt, token } };
}
