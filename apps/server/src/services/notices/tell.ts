/** After a change: people are told of it, webhooks get it, and so does the plan's cloud. */
import type { Change } from '@sprintforge/protocol';
import type { Unit } from '../../ports/database.ts';
import type { Job } from '../../ports/jobs.ts';
import type { NewNotice } from '../../ports/notices.ts';
import type { AuditEntryRecord, MemberRecord, ProjectRecord } from '../../ports/records.ts';
import { wholeEntry } from '../audit-pieces.ts';
import type { House } from '../house.ts';
import { askForExchange } from '../hybrid/run-exchange.ts';
import { channelsOf } from './choices.ts';
import { briefly, type Concern, concerns, detailsOf, NAMED, saidBy } from './concern.ts';
import { mailDigest } from './mail-digest.ts';
import type { Told } from './tell-people.ts';
import { tellWebhooks } from './webhook-posts.ts';

/** All in one unit; done again it changes nothing. */
export async function tell(house: House, { tenant, data }: Job<Told>): Promise<void> {
  if (tenant === null) return;
  await house.database.unit(tenant, async (unit) => {
    const project = await unit.projects.find(data.project);
    const [entry] = await unit.audit.list(data.project, 1, data.seq + 1);
    if (!project || entry?.seq !== data.seq) return; // put away meanwhile
    await tellWebhooks(house, unit, project, data.seq);
    await askForExchange(house, unit, project.id);
    const notices = await noticesOf(house, unit, project, await wholeOf(unit, entry));
    const fresh = new Set(await unit.notices.add(project.id, notices));
    for (const { userId, mail } of notices)
      if (mail === 'due' && fresh.has(userId))
        await unit.jobs.add(mailDigest, { user: userId }, { afterSeconds: house.mailDelay });
  });
}

/** The entry with its lists as far as people are told of them. */
async function wholeOf(unit: Unit, entry: AuditEntryRecord): Promise<AuditEntryRecord> {
  if (entry.pieces === 0) return entry;
  const lists = { changes: [] as unknown[], conflicts: [] as unknown[] };
  for await (const part of wholeEntry(entry, (...which) => unit.audit.piece(...which))) {
    lists.changes.push(...((part.changes ?? []) as Change[]).map(briefly));
    lists.conflicts.push(...((part.conflicts ?? []) as unknown[]));
  }
  return { ...entry, ...lists };
}

async function noticesOf(
  house: House,
  unit: Unit,
  project: ProjectRecord,
  entry: AuditEntryRecord,
): Promise<NewNotice[]> {
  const said = saidBy(entry);
  const members = await unit.accounts.users();
  const found = concerns(entry, said, {
    members,
    participants: await unit.notices.participants(project.id),
    lastWriters: said.clashes.length === 0 ? [] : await unit.notices.lastWriters(project.id, entry.seq, said.clashes),
  });
  if (found.length === 0) return [];
  const by = { id: entry.userId, name: await nameOf(unit, members, entry.userId) };
  const common = { by, projectName: project.name, version: entry.serverVersion, parked: said.parked };
  const names = await unit.plan.names(project.id, idsOf(found));
  const choices = await unit.notices.choices(
    project.id,
    found.map(({ userId }) => userId),
  );
  return found.flatMap((concern) => {
    const channels = channelsOf(
      choices.filter(({ userId }) => userId === concern.userId),
      concern.kind,
    );
    const mail = channels.includes('mail') && house.mailer.configured;
    const shown = channels.includes('app');
    if (!mail && !shown) return [];
    const { userId, kind } = concern;
    const details = detailsOf(concern, common, names);
    const what = { userId, seq: entry.seq, projectId: project.id, kind, details, createdAt: house.system.now() };
    return [{ ...what, shown, mail: mail ? ('due' as const) : ('no' as const) }];
  });
}

const idsOf = (found: readonly Concern[]): string[] => [
  ...new Set(found.flatMap(({ touched }) => touched.slice(0, NAMED).map(({ id }) => id))),
];

async function nameOf(unit: Unit, members: readonly MemberRecord[], id: string): Promise<string> {
  const known = members.find((member) => member.id === id);
  return known?.name ?? (await unit.accounts.everybody()).find((person) => person.id === id)?.name ?? '';
}
