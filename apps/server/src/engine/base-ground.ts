/** What an upload is compared with: the base that we keep, or what the copy's own row hashes tell of it (rules B1, A7). */
import type { Snapshot } from '@sprintforge/core';
import {
  type BroughtForward,
  broughtForward,
  type Identified,
  type PlanRead,
  placesOf,
  type RememberedBase,
  readHashSheet,
  rememberedBase,
} from '@sprintforge/mapping';
import type { Workbook } from '@sprintforge/xlsx';
import type { Claim, MergeGround, RefusedWorkbook } from '../ports/engine.ts';
import { unpackShadow, unpackSnapshot } from './packing.ts';

const NOTHING: ReadonlySet<string> = new Set();

/** null: the base is no longer kept, and the copy does not bear the hashes that were signed. */
export function baseGround(
  workbook: Workbook,
  claim: Claim,
  plan: PlanRead,
  ground: Extract<MergeGround, { kind: 'merge' }>,
  ours: Snapshot,
): (RememberedBase & Pick<BroughtForward, 'newer'>) | null {
  const { brought, expired } = ground;
  if (!expired) {
    const [base, shadow] = [unpackSnapshot(ground.base), unpackShadow(ground.shadow)];
    if (brought === undefined) return { base, shadow, newer: NOTHING, unknown: NOTHING };
    const handedOut = { base: unpackSnapshot(brought.from), shadow };
    const alone = plan.mapping.outline === 'columns' ? ['name'] : [];
    return { ...broughtForward(handedOut, base, brought.held, alone), unknown: NOTHING };
  }
  const digest = claim.state === 'signed' ? claim.metadata.rowHashes : undefined;
  const hashes = digest === undefined ? null : readHashSheet(workbook, digest);
  return hashes && { ...rememberedBase(plan, hashes, ours), newer: NOTHING };
}

/** Of an expired base, what the upload says about places is settled as well. */
export function settled(
  identified: Identified,
  held: RememberedBase,
): { readonly identified: Identified; readonly unknown: ReadonlySet<string> } {
  if (held.unknown === NOTHING) return { identified, unknown: NOTHING };
  const { theirs, unknown } = placesOf(identified.theirs, held);
  return { identified: { ...identified, theirs }, unknown };
}

export function baseExpired(): RefusedWorkbook {
  const message =
    'What this copy was made from is no longer kept, and its sheet _HASH does not say any more what it held. ' +
    'Download a new copy and carry your edits over.';
  return { kind: 'refused', code: 'BASE_EXPIRED', message, where: { sheet: '_HASH' }, findings: [] };
}
