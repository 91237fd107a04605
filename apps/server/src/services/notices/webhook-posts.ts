/** Posting events to webhooks, as Standard Webhooks has it. */
import { createHmac } from 'node:crypto';
import type { Unit } from '../../ports/database.ts';
import { type Job, jobKind } from '../../ports/jobs.ts';
import { OutgoingError } from '../../ports/outgoing.ts';
import type { ProjectRecord } from '../../ports/records.ts';
import type { DeliveryRecord, WebhookRecord } from '../../ports/webhooks.ts';
import type { House } from '../house.ts';
import { eventsOf } from '../live-events.ts';

export interface Post {
  readonly project: string;
  readonly webhook: string;
  readonly delivery: string;
}
/** Its last try is more than a day after the first. */
export const postWebhook = jobKind<Post>('post-webhook', { retries: 36, seconds: 60 });

const DAY_MS = 86_400_000;
/** A webhook whose every try failed for so long is stopped. */
const STOPPED_AFTER_MS = 5 * DAY_MS;
/** So long after a change of the secret the one before signs too. */
const OVERLAP_MS = DAY_MS;

/** In the unit of the job that tells of an entry; once for each webhook and event. */
export async function tellWebhooks(house: House, unit: Unit, project: ProjectRecord, seq: number): Promise<void> {
  const hooks = (await unit.webhooks.list(project.id)).filter(({ enabled }) => enabled);
  const [step] = hooks.length === 0 ? [] : await unit.live.steps(project.id, seq - 1, 1);
  if (step?.seq !== seq) return;
  for (const event of eventsOf(step))
    for (const hook of hooks.filter(({ events }) => events.includes(event.type)))
      await addPost(house, unit, project, hook, seq, event);
}

/** The delivery and its job; `event` is told with the project that it is of. */
export async function addPost(
  house: House,
  unit: Unit,
  project: ProjectRecord,
  hook: Pick<WebhookRecord, 'id'>,
  seq: number,
  event: { readonly type: string },
): Promise<string> {
  const id = house.system.uuid();
  const createdAt = house.system.now();
  const { type, ...rest } = event;
  const data = { project: { id: project.id, name: project.name }, ...rest };
  const body = JSON.stringify({ type, timestamp: createdAt, data });
  const fresh = await unit.webhooks.addDelivery(project.id, {
    id,
    webhookId: hook.id,
    seq,
    event: type,
    body,
    createdAt,
  });
  if (fresh) await unit.jobs.add(postWebhook, { project: project.id, webhook: hook.id, delivery: id });
  return id;
}

/** One try. What comes of it is kept before a failed one is thrown. */
export async function post(house: House, { tenant, data, last }: Job<Post>): Promise<void> {
  if (tenant === null) return;
  const found = await house.database.unit(tenant, async (unit) => ({
    hook: await unit.webhooks.find(data.project, data.webhook),
    delivery: await unit.webhooks.delivery(data.project, data.webhook, data.delivery),
  }));
  const { hook, delivery } = found;
  if (!hook || delivery?.status !== 'waiting') return;
  const outcome = hook.enabled ? await attempt(house, tenant, data.project, hook, delivery) : null;
  const now = house.system.now();
  await house.database.unit(tenant, async (unit) => {
    await unit.webhooks.settle(data.project, hook.id, delivery.id, {
      ...settled(outcome, delivery, last),
      triedAt: now,
    });
    if (outcome) await unit.webhooks.update(data.project, hook.id, standing(hook, outcome, now));
  });
  if (outcome && !isDone(outcome)) throw new Error(outcome.fault ?? `answered ${outcome.answer}`);
}

interface Outcome {
  readonly answer: number | null;
  readonly fault: string | null;
}
const isDone = ({ answer }: Outcome): boolean => (answer !== null && answer >= 200 && answer < 300) || answer === 410;

async function attempt(
  house: House,
  tenant: string,
  project: string,
  hook: WebhookRecord,
  { id, body }: DeliveryRecord,
): Promise<Outcome> {
  const timestamp = String(Math.floor(Date.parse(house.system.now()) / 1000));
  const secrets = secretsOf(house, tenant, project, hook);
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'SprintForge-Sync',
    'webhook-id': `msg_${id}`,
    'webhook-timestamp': timestamp,
    'webhook-signature': secrets.map((secret) => signature(secret, `msg_${id}.${timestamp}.${body}`)).join(' '),
  };
  try {
    return { answer: await house.outgoing.post(hook.url, { headers, body }), fault: null };
  } catch (error) {
    if (!(error instanceof OutgoingError)) throw error;
    return { answer: null, fault: error.message };
  }
}

const signature = (secret: Uint8Array, content: string): string =>
  `v1,${createHmac('sha256', secret).update(content).digest('base64')}`;

function settled(outcome: Outcome | null, { attempts }: DeliveryRecord, last: boolean) {
  if (!outcome) return { status: 'dropped' as const };
  const delivered = isDone(outcome) && outcome.answer !== 410;
  const over = last || outcome.answer === 410;
  return {
    ...outcome,
    attempts: attempts + 1,
    status: delivered ? ('delivered' as const) : over ? ('failed' as const) : ('waiting' as const),
  };
}

/** 410 says that nobody wants it any more. */
function standing(hook: WebhookRecord, { answer, fault }: Outcome, now: string) {
  if (answer === 410) return { enabled: false, stoppedBecause: 'the address answered 410 Gone' };
  if (isDone({ answer, fault })) return { failingSince: null };
  const failingSince = hook.failingSince ?? now;
  if (Date.parse(now) - Date.parse(failingSince) < STOPPED_AFTER_MS) return { failingSince };
  return { failingSince, enabled: false, stoppedBecause: `every try failed since ${failingSince}` };
}

/** 32 bytes, never stored: derived from the server's secret. The newest first. */
export function secretsOf(
  house: House,
  tenant: string,
  project: string,
  { id, secretGeneration: now, secretChangedAt }: WebhookRecord,
): Uint8Array[] {
  const overlap = now > 1 && Date.parse(house.system.now()) - Date.parse(secretChangedAt) < OVERLAP_MS;
  return (overlap ? [now, now - 1] : [now]).map((generation) =>
    Buffer.from(house.signer.token('webhook', [tenant, project, id, String(generation)]), 'base64url'),
  );
}
