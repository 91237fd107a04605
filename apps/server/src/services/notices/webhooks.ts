/** The webhooks of a project, for its owners. */
import type {
  CreatedWebhook,
  NewWebhook,
  Webhook,
  WebhookDeliveryList,
  WebhookList,
  WebhookPatch,
} from '@sprintforge/protocol';
import type { Unit } from '../../ports/database.ts';
import { OutgoingError } from '../../ports/outgoing.ts';
import type { ProjectRecord } from '../../ports/records.ts';
import type { DeliveryRecord, WebhookRecord } from '../../ports/webhooks.ts';
import { type Caller, type House, isUuid, projectOf } from '../house.ts';
import { Refusal } from '../refusal.ts';
import { demand } from '../roles.ts';
import { recordSecurity, whoActs } from '../security-audit.ts';
import { addPost, postWebhook, secretsOf } from './webhook-posts.ts';

const MOST_WEBHOOKS = 20;
const MOST_DELIVERIES = 200;

export async function listWebhooks(house: House, caller: Caller, id: string): Promise<WebhookList> {
  demand(caller, 'project.manage', id);
  return house.database.unit(caller.tenant, async (unit) => {
    const project = await projectOf(unit, id);
    return { webhooks: (await unit.webhooks.list(project.id)).map(shown) };
  });
}

/** With its secret, this once. */
export async function createWebhook(
  house: House,
  caller: Caller,
  id: string,
  { url, events }: NewWebhook,
): Promise<CreatedWebhook> {
  await listWebhooks(house, caller, id); // an address is looked up for owners only
  await checkAddress(house, url);
  return house.database.unit(caller.tenant, async (unit) => {
    const project = await projectOf(unit, id);
    if ((await unit.webhooks.list(project.id)).length >= MOST_WEBHOOKS)
      throw new Refusal('BAD_REQUEST', `a project has at most ${MOST_WEBHOOKS} webhooks`);
    const now = house.system.now();
    const hook: WebhookRecord = {
      id: house.system.uuid(),
      url,
      events,
      enabled: true,
      stoppedBecause: null,
      secretGeneration: 1,
      secretChangedAt: now,
      failingSince: null,
      createdBy: caller.user.id,
      createdAt: now,
    };
    await unit.webhooks.add(project.id, hook);
    await note(house, unit, caller, project, 'created', hook);
    return withSecret(house, caller, project, hook);
  });
}

export async function changeWebhook(
  house: House,
  caller: Caller,
  id: string,
  hookId: string,
  patch: WebhookPatch,
): Promise<Webhook> {
  if (patch.url !== undefined) {
    await withWebhook(house, caller, id, hookId, async () => undefined); // an address is looked up for owners only
    await checkAddress(house, patch.url);
  }
  return withWebhook(house, caller, id, hookId, async (unit, project, hook) => {
    const again = patch.enabled ? { stoppedBecause: null, failingSince: null } : {};
    await unit.webhooks.update(project.id, hook.id, { ...patch, ...again });
    await note(house, unit, caller, project, 'changed', { ...hook, ...patch });
    return shown({ ...hook, ...patch, ...again });
  });
}

/** A new secret; the one before goes on signing for a day. */
export async function renewSecret(house: House, caller: Caller, id: string, hookId: string): Promise<CreatedWebhook> {
  return withWebhook(house, caller, id, hookId, async (unit, project, hook) => {
    const change = { secretGeneration: hook.secretGeneration + 1, secretChangedAt: house.system.now() };
    await unit.webhooks.update(project.id, hook.id, change);
    await note(house, unit, caller, project, 'secret renewed', hook);
    return withSecret(house, caller, project, { ...hook, ...change });
  });
}

export async function removeWebhook(house: House, caller: Caller, id: string, hookId: string): Promise<void> {
  await withWebhook(house, caller, id, hookId, async (unit, project, hook) => {
    await unit.webhooks.remove(project.id, hook.id);
    await note(house, unit, caller, project, 'removed', hook);
  });
}

/** Posts an event that says nothing; the id of the delivery. */
export async function testWebhook(house: House, caller: Caller, id: string, hookId: string): Promise<{ id: string }> {
  return withWebhook(house, caller, id, hookId, async (unit, project, hook) => ({
    id: await addPost(house, unit, project, hook, 0, { type: 'test' }),
  }));
}

export async function listDeliveries(
  house: House,
  caller: Caller,
  id: string,
  hookId: string,
): Promise<WebhookDeliveryList> {
  return withWebhook(house, caller, id, hookId, async (unit, project, hook) => {
    const found = await unit.webhooks.deliveries(project.id, hook.id, MOST_DELIVERIES);
    return { deliveries: found.map(shownDelivery) };
  });
}

/** The same message under the same id once more, unless it is on its way. */
export async function redeliver(
  house: House,
  caller: Caller,
  id: string,
  hookId: string,
  deliveryId: string,
): Promise<void> {
  await withWebhook(house, caller, id, hookId, async (unit, project, hook) => {
    const found = isUuid(deliveryId) ? await unit.webhooks.delivery(project.id, hook.id, deliveryId) : null;
    if (!found) throw new Refusal('NOT_FOUND', 'no such delivery');
    if (found.status === 'waiting') return;
    await unit.webhooks.settle(project.id, hook.id, found.id, { status: 'waiting' });
    await unit.jobs.add(postWebhook, { project: project.id, webhook: hook.id, delivery: found.id });
  });
}

async function withWebhook<T>(
  house: House,
  caller: Caller,
  id: string,
  hookId: string,
  work: (unit: Unit, project: ProjectRecord, hook: WebhookRecord) => Promise<T>,
): Promise<T> {
  demand(caller, 'project.manage', id);
  return house.database.unit(caller.tenant, async (unit) => {
    const project = await projectOf(unit, id);
    const hook = isUuid(hookId) ? await unit.webhooks.find(project.id, hookId) : null;
    if (!hook) throw new Refusal('NOT_FOUND', 'no such webhook');
    return work(unit, project, hook);
  });
}

async function checkAddress(house: House, url: string): Promise<void> {
  try {
    await house.outgoing.check(url);
  } catch (error) {
    if (error instanceof OutgoingError) throw new Refusal('INVALID_VALUE', error.message, {}, error);
    throw error;
  }
}

const note = (house: House, unit: Unit, caller: Caller, project: ProjectRecord, what: string, hook: WebhookRecord) =>
  recordSecurity(house, unit, whoActs(caller), {
    event: 'webhook.changed',
    projectId: project.id,
    details: { webhook: hook.id, what, host: new URL(hook.url).host },
  });

const shown = (hook: WebhookRecord): Webhook => ({
  id: hook.id,
  url: hook.url,
  events: [...hook.events] as Webhook['events'],
  enabled: hook.enabled,
  stopped_because: hook.stoppedBecause,
  failing_since: hook.failingSince,
  created_at: hook.createdAt,
});

function withSecret(house: House, { tenant }: Caller, project: ProjectRecord, hook: WebhookRecord): CreatedWebhook {
  const [secret] = secretsOf(house, tenant, project.id, hook);
  return { ...shown(hook), secret: `whsec_${Buffer.from(secret ?? []).toString('base64')}` };
}

const shownDelivery = (post: DeliveryRecord): WebhookDeliveryList['deliveries'][number] => ({
  id: post.id,
  event: post.event,
  status: post.status,
  attempts: post.attempts,
  answer: post.answer,
  fault: post.fault,
  created_at: post.createdAt,
  tried_at: post.triedAt,
});
