/** Does an upload go on, or does somebody have to decide first (rules A3, ID6, V8, B3, M2)? */
import type { ProblemCode, SyncResult } from '@sprintforge/protocol';
import type { ProjectRecord } from '../ports/records.ts';
import type { Caller, House } from './house.ts';
import { Refusal } from './refusal.ts';
import { syncResult } from './sync-result.ts';
import type { Judged, Upload } from './upload-job.ts';

export type Decision =
  | { readonly kind: 'answer'; readonly result: SyncResult }
  /** Commit; the brakes named were confirmed. */
  | { readonly kind: 'go'; readonly release: readonly string[] };

/** Throws a 409 with the report of what would happen when a decision is missing; a dry run reports and asks nothing. */
export function decide(house: House, caller: Caller, job: Upload, project: ProjectRecord, judged: Judged): Decision {
  const frame = {
    projectId: project.id,
    version: project.head,
    baseVersion: judged.verdict.revision,
    dryRun: job.dryRun,
  };
  const asked = questions(house, caller, job, judged);
  const result: SyncResult = {
    ...syncResult(frame, judged.merged, null),
    confirm: asked.map(({ code, effect, token }) => ({ code, effect, token })),
  };
  if (job.dryRun) return { kind: 'answer', result };
  const stop = blocker(
    job,
    judged,
    asked.filter((question) => !job.confirm.includes(question.token)),
  );
  if (stop) throw needsDecision(stop.code, stop.detail, result);
  return { kind: 'go', release: judged.merged.brakes.map((brake) => brake.code + brake.effect) };
}

interface Question {
  readonly code: string;
  readonly effect: string;
  readonly token: string;
}

/** What has to be confirmed, each with a token bound to the bytes, the person, the code and the effect. */
function questions(house: House, caller: Caller, job: Upload, { merged, verdict }: Judged): Question[] {
  const asked = [...merged.brakes];
  if (verdict.kind === 'proposal') asked.unshift({ code: verdict.code, effect: verdict.effect });
  return asked.map(({ code, effect }) => ({
    code,
    effect,
    token: house.signer.token('brake', [job.projectId, job.sha256, caller.user.id, code, effect]),
  }));
}

function blocker(
  job: Upload,
  { merged }: Judged,
  open: readonly Question[],
): { code: ProblemCode; detail: string } | null {
  const repair = merged.repairs.find((offer) => offer.code === 'ROWS_SHIFTED') ?? merged.repairs[0];
  if (repair?.code === 'ROWS_SHIFTED') return { code: 'ROWS_SHIFTED', detail: repair.what };
  if (repair) return { code: 'NEEDS_CONFIRMATION', detail: repair.what };
  const missing = open.find(({ code }) => code === 'META_MISSING' || code === 'META_INVALID');
  if (missing) return { code: missing.code as ProblemCode, detail: missing.effect };
  if (open[0]) return { code: 'NEEDS_CONFIRMATION', detail: open.map(({ effect }) => effect).join('; ') };
  if (job.strategyInForce === 'manual' && merged.conflicts.length > 0)
    return { code: 'NEEDS_DECISION', detail: `${merged.conflicts.length} conflicts are undecided` };
  return null;
}

function needsDecision(code: ProblemCode, detail: string, result: SyncResult): Refusal {
  const shown: SyncResult = { ...result, success: false, status: code === 'NEEDS_DECISION' ? 'conflict' : 'failed' };
  const { confirm, repairs, conflicts, counts } = shown;
  return new Refusal(code, detail, { confirm, repairs, conflicts, counts, result: shown });
}
