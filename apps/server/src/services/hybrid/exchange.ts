/**
 * One plan and its cloud made equal: first what was done in the cloud comes home and is merged as an upload is, then the cloud gets
 * what is at home, on the revision that was seen of it. The home decides; whatever stops an exchange in the middle, the next goes on.
 */
import { ProblemError, type SyncResult } from '@sprintforge/protocol';
import type { HybridLink } from '../../ports/hybrid.ts';
import { OutgoingError } from '../../ports/outgoing.ts';
import { type Caller, type House, storeBlob } from '../house.ts';
import { Refusal } from '../refusal.ts';
import { upload } from '../upload.ts';
import { type CloudPlan, type cloudClient, readCloud, sendToCloud } from './cloud.ts';
import { departure, keptSending } from './departure.ts';

export interface Exchange {
  readonly house: House;
  readonly caller: Caller;
  readonly client: ReturnType<typeof cloudClient>;
  /** Tokens of what was confirmed. */
  readonly confirm: readonly string[];
}

export type Exchanged =
  /** Both are equal: the revisions of both, what was sent, what came home. */
  | {
      readonly kind: 'synced';
      readonly version: number;
      readonly cloudVersion: number;
      readonly sent: number;
      readonly cameHome: readonly SyncResult[];
    }
  /** Somebody else exchanges just now, or both move faster than they can be made equal. */
  | { readonly kind: 'moving' }
  /** The cloud holds what it should not: its plan was not empty, or does not add up. */
  | { readonly kind: 'refused'; readonly code: string; readonly detail: string };

/** Rounds in which the one or the other may move meanwhile. */
const rounds = 5;

/** Throws what `upload` throws when somebody has to decide first, and `ProblemError` when the cloud does not do its part. */
export async function exchange(work: Exchange, projectId: string): Promise<Exchanged> {
  const cameHome: SyncResult[] = [];
  let sent = 0;
  for (let round = 0; round < rounds; round += 1) {
    const link = await linkNow(work, projectId);
    if (!link) return { kind: 'moving' };
    if (link.sending) {
      await send(work, link);
      continue;
    }
    const found = await readCloud(work.client, link.cloudProject, link.held?.version ?? 0);
    if (found === 'moving') return { kind: 'moving' };
    if (found !== 'same') {
      const come = await comeHome(work, link, found);
      if (come === null) continue;
      if ('kind' in come) return come;
      cameHome.push(come);
      continue;
    }
    const left = await departure(work, link);
    if (left === 'moved') continue;
    if (left.changes > 0) {
      sent += left.changes;
      continue;
    }
    return { kind: 'synced', version: left.revision, cloudVersion: link.held?.version ?? 0, sent, cameHome };
  }
  return { kind: 'moving' };
}

const linkNow = ({ house, caller }: Exchange, projectId: string): Promise<HybridLink | null> =>
  house.database.unit(caller.tenant, (unit) => unit.hybrid.find(projectId));

/** What was begun is sent (again); a cloud that has moved meanwhile has to be looked at first. */
async function send({ house, caller, client }: Exchange, link: HybridLink): Promise<void> {
  const { sending, held } = link;
  if (!sending || !held) return;
  const kept = await keptSending(house, caller, sending, held);
  let version: number | null;
  try {
    const what = { ...kept, version: held.version };
    version = await sendToCloud(client, link.cloudProject, what, sending.key, !link.syncSensitiveData);
  } catch (error) {
    if (!(error instanceof ProblemError) || error.code !== 'STALE_REVISION') throw error;
    version = null;
  }
  const { cloudBlob, baseBlob, revision } = sending;
  await house.database.unit(caller.tenant, (unit) =>
    unit.hybrid.update(link, {
      sending: null,
      ...(version === null ? {} : { held: { version, cloudBlob, baseBlob, revision } }),
    }),
  );
}

/** null: another process was at it. */
async function comeHome(
  work: Exchange,
  link: HybridLink,
  found: CloudPlan,
): Promise<SyncResult | Extract<Exchanged, { kind: 'refused' }> | null> {
  const { house, caller } = work;
  const base = link.held && (await house.blobs.get(caller.tenant, link.held.cloudBlob));
  const { version, ...report } = found;
  const state = await house.engine.cloud({ ...report, base });
  if (state === null)
    return { kind: 'refused', code: 'CLOUD_DIFFERS', detail: 'what the cloud tells does not add up to its plan' };
  const now = await house.database.unit(caller.tenant, (unit) =>
    storeBlob(house, unit, caller.tenant, state.snapshot, 'hybrid'),
  );
  if (!link.held) {
    if (state.tasks > 0)
      return { kind: 'refused', code: 'CLOUD_NOT_EMPTY', detail: 'the project in the cloud has tasks of its own' };
    const held = { version, cloudBlob: now, baseBlob: now, revision: 0 };
    await house.database.unit(caller.tenant, (unit) => unit.hybrid.update(link, { held }));
    return null;
  }
  return merged(work, link, link.held, { version, hash: report.hash, now });
}

async function merged(
  { house, caller, confirm }: Exchange,
  link: HybridLink,
  held: NonNullable<HybridLink['held']>,
  { version, hash, now }: { readonly version: number; readonly hash: string; readonly now: string },
): Promise<SyncResult> {
  const request = {
    projectId: link.projectId,
    bytes: Buffer.from(JSON.stringify({ cloud: link.cloudProject, since: link.createdAt, version, hash })),
    strategy: link.strategy,
    dryRun: false,
    confirm,
    repair: [],
    select: [],
    idempotencyKey: null,
    park: false,
  };
  const homecoming = {
    base: held.baseBlob,
    revision: held.revision,
    before: held.cloudBlob,
    now,
    masked: !link.syncSensitiveData,
  };
  const session = {
    door: 'hybrid',
    key: '',
    ground: null,
    keepHeld: true,
    hold: null,
    // in the transaction of the commit: what came home never comes a second time
    async committed(unit: Parameters<Parameters<House['database']['unit']>[1]>[0], workbook, revision: number) {
      if (!workbook) throw new Error('the engine does not say what the cloud holds');
      const baseBlob = await storeBlob(house, unit, caller.tenant, workbook.base, 'hybrid');
      const done = await unit.hybrid.update(link, { held: { version, cloudBlob: now, baseBlob, revision } });
      if (!done) throw new Refusal('BUSY', 'another exchange of this plan is at it');
    },
  } satisfies NonNullable<Parameters<typeof upload>[3]>['session'];
  return upload(house, caller, request, { session, homecoming });
}

/** For people, and without anything of the plan. */
export function whyNot(error: unknown): { readonly code: string; readonly detail: string } | null {
  if (error instanceof Refusal) return { code: error.code, detail: error.message };
  if (!(error instanceof ProblemError)) return null;
  const cause = error.cause instanceof OutgoingError ? error.cause.message : error.message;
  return { code: error.code === 'UNREACHABLE' ? 'CLOUD_UNREACHABLE' : error.code, detail: cause };
}
