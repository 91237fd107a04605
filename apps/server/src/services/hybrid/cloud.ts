/** The cloud as its home sees it: a server like this one, reached with a token for one project. */
import { PARENT, RANK, type Snapshot, type Task } from '@sprintforge/core';
import { type HybridAnswer, type Project, SprintforgeClient, type TaskRow } from '@sprintforge/protocol';
import type { CloudReport } from '../../ports/engine.ts';
import type { Outgoing } from '../../ports/outgoing.ts';
import type { House } from '../house.ts';

export const cloudClient = (house: Pick<House, 'outgoing'>, url: string, token: string): SprintforgeClient =>
  new SprintforgeClient({ url, token, fetch: fetchBy(house.outgoing) });

/** A page of the plan with long notes, over a slow line. */
const bounds = { bytes: 64 * 1024 * 1024, seconds: 120 };

/** As the client needs it: texts out and in. */
const fetchBy =
  (outgoing: Outgoing): typeof fetch =>
  async (input, { method = 'GET', headers, body } = {}) => {
    const { status, ...answer } = await outgoing.call(String(input), {
      method: method === 'POST' ? 'POST' : 'GET',
      headers: headers as Record<string, string>,
      ...(typeof body === 'string' ? { body } : {}),
      bounds,
    });
    const content = [204, 304].includes(status) ? null : new Uint8Array(answer.body);
    return new Response(content, { status, headers: answer.headers });
  };

/** What of a task's row is no field. */
const standing: ReadonlySet<string> = new Set([
  ...['id', 'task_id', 'parent', 'level', 'rank', 'predecessors', 'revision', 'changed_by', 'changed_at', 'deleted'],
  ...[PARENT, RANK],
]);

export type CloudPlan = Omit<CloudReport, 'base'> & { readonly version: number };

/** All that is not of one moment is read again; so often, then the cloud moves too fast. */
const tries = 5;

/** What changed after a revision, all of one moment; `same`: nothing; `moving`: it does not stand still. */
export async function readCloud(
  client: SprintforgeClient,
  id: string,
  since: number,
): Promise<CloudPlan | 'same' | 'moving'> {
  for (let attempt = 0; attempt < tries; attempt += 1) {
    const project = await client.project(id);
    if (project.version === since) return 'same';
    const plan = await readAt(client, project, since);
    if (plan) return plan;
  }
  return 'moving';
}

async function readAt(client: SprintforgeClient, project: Project, since: number): Promise<CloudPlan | null> {
  const { id, version } = project;
  const rows: TaskRow[] = [];
  for (let cursor: string | undefined, more = true; more; ) {
    const page = await client.tasks(id, { limit: 1000, since, ...(cursor === undefined ? {} : { cursor }) });
    if (page.version !== version) return null;
    rows.push(...page.tasks);
    more = page.next !== null;
    cursor = page.next ?? undefined;
  }
  const [fields, resources, edges] = [
    await client.fields(id),
    await client.resources(id),
    await client.dependencies(id),
  ];
  if ([fields, resources, edges].some((part) => part.version !== version)) return null;
  const { weekend, holidays } = project.calendar;
  return {
    version,
    hash: project.hash,
    tasks: rows.filter((row) => !row.deleted).map(taskOf),
    removedTasks: rows.filter((row) => row.deleted).map((row) => row.id),
    resources: resources.resources.map(({ id: key, ...values }) => ({ id: key, fields: values as Task['fields'] })),
    dependencies: edges.dependencies,
    fields: fields.fields as Snapshot['fields'],
    calendar: { weekend, holidays },
    scheduling: project.scheduling,
  };
}

const taskOf = (row: TaskRow): Task => ({
  id: row.id,
  parent: row.parent,
  rank: row.rank,
  fields: Object.fromEntries(
    Object.entries(row).filter(([key, value]) => !standing.has(key) && value !== null),
  ) as Task['fields'],
});

/** The revision that the cloud is at with them. Sent again under the same key it is the same; throws `ProblemError` STALE_REVISION when the cloud has moved. */
export async function sendToCloud(
  client: SprintforgeClient,
  id: string,
  { version, hash, changes }: { readonly version: number; readonly hash: string; readonly changes: Uint8Array },
  key: string,
  sanitized: boolean,
): Promise<number> {
  const data = { format: 'changes/1', version, hash, changes: Buffer.from(changes).toString('base64') } as const;
  const answer: HybridAnswer = await client.privacy.sync({ project_id: id, sync_type: 'hybrid', sanitized, data }, key);
  if (answer.status !== 'taken' || answer.version === undefined) throw new Error('the cloud did not take the changes');
  return answer.version;
}
