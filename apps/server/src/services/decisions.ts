/** Does an upload go on, or does somebody have to decide first (rules A3, ID6, V8, B3, M2)? */
import type { ProblemCode, SyncResult } from '@sprintforge/protocol';
import { actor, type Caller, type House } from './house.ts';
import { Refusal } from './refusal.ts';
import { roleIn } from './roles.ts';
import { syncResult } from './sync-result.ts';
import type { Judged, Start, Upload } from './upload-job.ts';

export type Decision =
  | { readonly kind: 'answer'; readonly result: SyncResult }
  /** Commit; the brakes named were confirmed. */
  | { readonly kind: 'go'; readonly release: readonly string[] }
  | Asked;

/** A decision is missing: why, and the report of what would happen. */
export interface Asked {
  readonly kind: 'ask';
  readonly code: ProblemCode;
  readonly detail: string;
  readonly result: SyncResult;
}

/** A dry run reports and asks nothing. */
export function decide(
  house: House,
  caller: Caller,
  job: Upload,
  { project, others }: Start,
  judged: Judged,
): Decision {
  const frame = {
    projectId: project.id,
    version: project.head,
    baseVersion: judged.verdict.revision,
    before: null,
    dryRun: job.dryRun,
  };
  const asked = questions(house, caller, job, judged);
  const plain = syncResult(frame, judged.merged, null);
  const revoked = revocation(judged);
  const result: SyncResult = {
    ...plain,
    warnings: [
      ...plain.warnings,
      ...others,
      ...(revoked === null ? [] : [{ code: 'COPY_REVOKED', message: revoked.effect, facts: revoked.facts }]),
    ],
    confirm: asked,
  };
  if (job.dryRun) return { kind: 'answer', result };
  const open = asked.filter((question) => !job.confirm.includes(question.token));
  const closed = revoked !== null && roleIn(actor(caller), project.id) !== 'owner';
  const stop = closed ? { code: 'COPY_REVOKED' as const, detail: revoked.effect } : blocker(job, judged, open);
  if (stop) {
    const status = stop.code === 'NEEDS_DECISION' ? 'conflict' : 'failed';
    return { kind: 'ask', ...stop, result: { ...result, success: false, status } };
  }
  return { kind: 'go', release: judged.merged.brakes.map((brake) => brake.code + brake.effect) };
}

/** The token of a question, bound to the bytes, the person, the code and the effect. */
export const tokenFor = (
  house: House,
  caller: Caller,
  upload: { readonly projectId: string; readonly sha256: string },
  { code, effect }: { readonly code: string; readonly effect: string },
): string => house.signer.token('brake', [upload.projectId, upload.sha256, actor(caller).id, code, effect]);

type Facts = NonNullable<SyncResult['confirm'][number]['facts']>;

/** Why the copy is not taken without an owner's word (rule R9); null: it is not revoked. */
function revocation({ verdict }: Judged): { readonly effect: string; readonly facts: Facts } | null {
  if (verdict.kind !== 'base' || verdict.revokedAt === null) return null;
  const effect = `copy ${verdict.copyId} was revoked at ${verdict.revokedAt}; an owner has to say that its edits are taken all the same`;
  return { effect, facts: { at: verdict.revokedAt } };
}

/** What has to be confirmed by whoever acts. */
function questions(house: House, caller: Caller, job: Upload, judged: Judged): SyncResult['confirm'] {
  const { merged, verdict } = judged;
  const asked: Omit<SyncResult['confirm'][number], 'token'>[] = [...merged.brakes];
  const revoked = revocation(judged);
  if (revoked !== null && roleIn(actor(caller), job.projectId) === 'owner')
    asked.unshift({ code: 'COPY_REVOKED', ...revoked });
  if (verdict.kind === 'proposal') asked.unshift({ code: verdict.code, effect: verdict.effect, facts: verdict.facts });
  return asked.map((one) => ({ ...one, token: tokenFor(house, caller, job, one) }));
}

function blocker(
  job: Upload,
  { merged }: Judged,
  open: SyncResult['confirm'],
): { code: ProblemCode; detail: string } | null {
  if (job.session?.hold && job.parked === null) return job.session.hold;
  const repair = merged.repairs.find((offer) => offer.code === 'ROWS_SHIFTED') ?? merged.repairs[0];
  if (repair?.code === 'ROWS_SHIFTED') return { code: 'ROWS_SHIFTED', detail: repair.what };
  if (repair) return { code: 'NEEDS_CONFIRMATION', detail: repair.what };
  const missing = open.find(({ code }) => ['META_MISSING', 'META_INVALID', 'COPY_REVOKED'].includes(code));
  if (missing) return { code: missing.code as ProblemCode, detail: missing.effect };
  if (open[0]) return { code: 'NEEDS_CONFIRMATION', detail: open.map(({ effect }) => effect).join('; ') };
  if (job.strategyInForce === 'manual' && merged.counts.conflicts > 0)
    return { code: 'NEEDS_DECISION', detail: undecided(merged.counts.conflicts) };
  return null;
}

/** The 409 that asks, with the report. */
export function needsDecision({ code, detail, result }: Asked): Refusal {
  const { confirm, repairs, conflicts, counts, parked } = result;
  const where = parked === undefined ? {} : { parked };
  return new Refusal(code, detail, { confirm, repairs, conflicts, counts, ...where, result });
}

const undecided = (count: number): string =>
  count === 1 ? 'one conflict is undecided' : `${count} conflicts are undecided`;
