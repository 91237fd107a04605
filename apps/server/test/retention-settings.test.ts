/** How long what is kept, as organisations and projects say it within the operator's bounds: what holds, what is asked first, what the nights do. */
import fs from 'node:fs';
import path from 'node:path';
import type { RetentionKind, RetentionList } from '@sprintforge/protocol';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { repositoryRoot } from '../../../test/support/corpora.ts';
import { defaultConfig } from '../src/index.ts';
import type { House, Keep } from '../src/services/house.ts';
import * as retention from '../src/services/retention.ts';
import { boundsOf, isWithin, organisationPeriods, projectPeriods } from '../src/services/retention-periods.ts';
import { edited, freshCopy, openHouse, problemOf, type TestHouse } from './support.ts';

const standard = defaultConfig.keep;
const bounded: Keep = {
  ...standard,
  auditDays: 365,
  bounds: { recovery: { least: 30, most: 200 }, audit: { least: 100, most: 0 } },
};

describe('what holds', () => {
  test.each<[string, Keep, RetentionKind, number | undefined, number | undefined, [number, number]]>([
    ['the operator', standard, 'recovery', undefined, undefined, [90, 90]],
    ['the organisation, shorter', standard, 'recovery', 30, undefined, [30, 30]],
    ['the project, shorter still', standard, 'recovery', 30, 10, [30, 10]],
    ['the organisation, when the project says more', standard, 'recovery', 30, 60, [30, 30]],
    ['the project alone', standard, 'copies', undefined, 10, [365, 10]],
    ['no more than the operator says', standard, 'recovery', 900, 900, [90, 90]],
    ['no less than a week', standard, 'copies', 1, 2, [7, 7]],
    ['less than a week where the operator says so', { ...standard, copyDays: 3 }, 'copies', 1, undefined, [3, 3]],
    ['for ever, of states', standard, 'history', undefined, undefined, [0, 0]],
    ['states that the organisation ends', standard, 'history', 100, undefined, [100, 100]],
    ['states that the project ends', standard, 'history', undefined, 100, [0, 100]],
    ['not for ever in the project when not in the organisation', standard, 'history', 100, 0, [100, 100]],
    ['the audit log as the operator says', standard, 'audit', 30, undefined, [0, 0]],
    ['the audit log as long as the operator says', { ...standard, auditDays: 50 }, 'audit', 0, undefined, [50, 50]],
    ['more, within bounds', bounded, 'recovery', 150, 120, [150, 120]],
    ['the bounds themselves', bounded, 'recovery', 999, 1, [200, 30]],
    ['the audit log for ever, within bounds', bounded, 'audit', 0, undefined, [0, 0]],
    ['the audit log shorter, within bounds', bounded, 'audit', 50, undefined, [100, 100]],
  ])('%s', (_, keep, kind, organisation, project, expected) => {
    const said = (days: number | undefined) => (days === undefined ? {} : { [kind]: days });
    const everywhere = organisationPeriods(keep, said(organisation));
    expect([everywhere[kind], projectPeriods(keep, everywhere, said(project))[kind]]).toEqual(expected);
    expect(isWithin(kind, everywhere[kind], boundsOf(keep, kind))).toBe(true);
  });
});

let house: TestHouse;
let inner: House;
let admin: pg.Client;
let tenant: string;
/** `ours` says something of its own, `other` does not. */
let [ours, other] = ['', ''];
beforeAll(async () => {
  house = await openHouse({
    engineProcesses: 1,
    keep: { ...standard, bounds: { audit: { least: 30 }, copies: { least: 1 } } },
  });
  inner = house.server.house;
  admin = new pg.Client(house.databaseUrl);
  await admin.connect();
  const found = await admin.query<{ tenant_id: string }>('select tenant_id from projects');
  tenant = found.rows[0]!.tenant_id;
  ours = house.demo.project_id;
  const file = fs.readFileSync(path.join(repositoryRoot, 'fixtures/demo-plan.xlsx'));
  other = (await house.owner.create({ name: 'Other', file })).project_id;
  for (const project of [ours, other])
    for (const row of [2, 3]) {
      const copy = await freshCopy(house.anna, project);
      await house.anna.upload({ project_id: project, file: await edited(copy, [[row, 'name', `Row ${row}`]]) });
    }
});
afterAll(async () => {
  await admin.end();
  await house.stop();
});

const age = (days: number) => admin.query(`update revisions set created_at = now() - interval '${days} days'`);
const kept = async (what: 'workbook_blob' | 'snapshot_blob', project: string) => {
  const found = await admin.query(
    `select number from revisions where project_id = $1 and parent is not null and ${what} is not null order by number`,
    [project],
  );
  return found.rows.map(({ number }) => number);
};
const brief = (list: RetentionList, kind: RetentionKind) => list.periods.find((one) => one.kind === kind);

describe('saying it', () => {
  test('owners do, everybody sees it, the security log keeps it', async () => {
    expect(brief(await house.anna.retention.periods(), 'recovery')).toEqual({
      ...{ kind: 'recovery', standard: 90, organisation: null, project: null, in_force: 90, least: 7, most: 90 },
    });
    expect((await problemOf(house.anna.retention.setPeriods({}))).code).toBe('FORBIDDEN');
    expect((await problemOf(house.anna.retention.setOfProject(ours, {}))).code).toBe('FORBIDDEN');
    await house.owner.retention.setPeriods({ recovery: 60 });
    await house.owner.retention.setOfProject(ours, { recovery: 50 });
    expect(brief(await house.anna.retention.ofProject(ours), 'recovery')).toMatchObject({
      ...{ organisation: 60, project: 50, in_force: 50, most: 60 },
    });
    expect((await house.anna.retention.ofProject(other)).periods.map(({ kind, in_force }) => [kind, in_force])).toEqual(
      [
        ['recovery', 60],
        ['copies', 365],
        ['history', 0],
      ],
    );
    for (const type of ['organisation.settings', 'project.settings'] as const) {
      const { entries } = await house.owner.chain({ log: 'security', type });
      expect(entries[0]).toMatchObject({ details: { before: {}, retention: { recovery: expect.any(Number) } } });
    }
  });

  test.each([
    ['organisation', { recovery: 6 }, 'from 7 days to 90 days'],
    ['organisation', { deleted: 31 }, 'from 7 days to 30 days'],
    ['organisation', { audit: 29 }, 'from 30 days to for ever'],
    ['project', { recovery: 61 }, 'from 7 days to 60 days'],
  ] as const)('what the %s may not say is refused: %j', async (where, periods, said) => {
    const { retention: calls } = house.owner;
    const { code, problem } = await problemOf(
      where === 'project' ? calls.setOfProject(ours, periods) : calls.setPeriods(periods),
    );
    expect([code, problem.field]).toEqual(['INVALID_VALUE', Object.keys(periods)[0]]);
    expect(problem.detail).toContain(said);
  });
});

describe('before something goes', () => {
  test('the owner is asked with its number; an older answer does not count, and longer is never asked', async () => {
    await house.owner.retention.setPeriods({});
    await age(40);
    const asked = await problemOf(house.owner.retention.setPeriods({ recovery: 30 }));
    expect(asked.code).toBe('NEEDS_CONFIRMATION');
    expect(asked.problem).toMatchObject({ losses: { recovery: 4, copies: 0, history: 0, deleted: 0, audit: 0 } });
    const [{ token }] = asked.problem.confirm as [{ token: string }];
    const file = await edited(await freshCopy(house.anna, other), [[4, 'name', 'One more']]);
    await house.anna.upload({ project_id: other, file });
    await age(40);
    const again = await problemOf(house.owner.retention.setPeriods({ recovery: 30 }, token));
    expect(again.problem).toMatchObject({ code: 'NEEDS_CONFIRMATION', losses: { recovery: 5 } });
    expect(brief(await house.owner.retention.periods(), 'recovery')).toMatchObject({ organisation: null });
    await house.owner.retention.setPeriods({ recovery: 41 });
    await house.owner.retention.setPeriods({ recovery: 60 });
  });

  test.each<[RetentionKind, number, string]>([
    ['copies', 30, "update copies set issued_at = now() - interval '40 days', last_synced_at = null"],
    [
      'history',
      30,
      "update revisions set created_at = now() - interval '200 days'; update copies set issued_at = now() - interval '400 days'",
    ],
    ['deleted', 7, "update projects set deleted_at = now() - interval '10 days' where name = 'Away'"],
    ['audit', 100, "update security_audit set timestamp = now() - interval '110 days'"],
  ])('%s too', async (kind, days, statement) => {
    await house.owner.remove((await house.owner.create({ name: 'Away' })).project_id);
    await admin.query(statement);
    const { problem } = await problemOf(house.owner.retention.setPeriods({ [kind]: days }));
    const { losses } = problem as unknown as { losses: Record<RetentionKind, number> };
    expect(losses[kind]).toBeGreaterThan(0);
    expect(Object.values(losses).filter((count) => count > 0)).toHaveLength(1);
  });
});

describe('the nights', () => {
  /** Said and confirmed. */
  async function say(project: string | null, periods: Partial<Record<RetentionKind, number>>): Promise<void> {
    const set = (token?: string) =>
      project === null
        ? house.owner.retention.setPeriods(periods, token)
        : house.owner.retention.setOfProject(project, periods, token);
    const asked = await problemOf(set());
    expect(asked.code).toBe('NEEDS_CONFIRMATION');
    await set((asked.problem.confirm as [{ token: string }])[0].token);
  }

  test('give up in one project what another one keeps', async () => {
    await age(40);
    expect((await house.anna.recoveryPoints(ours)).recovery_points).toHaveLength(2);
    await say(ours, { recovery: 30, history: 30 });
    expect((await house.anna.recoveryPoints(ours)).recovery_points).toHaveLength(0);
    const [point] = (await house.anna.recoveryPoints(other)).recovery_points;
    expect(Date.parse(point!.expires_at) - Date.parse(point!.uploaded_at)).toBe(60 * 86_400_000);
    await retention.forgetUploads(inner, tenant);
    expect(await kept('workbook_blob', ours)).toEqual([]);
    expect(await kept('workbook_blob', other)).toEqual([2, 3, 4]);
    await admin.query("update copies set issued_at = now() - interval '400 days', last_synced_at = null");
    await retention.expireCopies(inner, tenant);
    await retention.forgetHistory(inner, tenant);
    expect(await kept('snapshot_blob', ours)).toEqual([3]);
    expect(await kept('snapshot_blob', other)).toEqual([2, 3, 4]);
  });

  test('A7 a copy expires as its project says', async () => {
    const copies = await Promise.all([freshCopy(house.anna, ours), freshCopy(house.anna, other)]);
    await house.owner.retention.setOfProject(ours, { copies: 10 });
    await admin.query("update copies set issued_at = now() - interval '11 days', last_synced_at = null");
    const reasons = [];
    for (const [at, project] of [ours, other].entries()) {
      const file = await edited(copies[at]!, [[5, 'name', 'By an old copy']]);
      const { conflicts } = await house.anna.upload({ project_id: project, file, dry_run: true });
      reasons.push(conflicts.map(({ reason }) => reason));
    }
    expect(reasons).toEqual([['base-expired'], []]);
  });

  test('purge deleted projects and shorten the audit log as the organisation says', async () => {
    await admin.query("update projects set deleted_at = now() - interval '10 days' where name = 'Away'");
    await admin.query("update sync_audit set timestamp = now() - interval '200 days' where tenant_id = $1", [tenant]);
    await admin.query("update security_audit set timestamp = now() - interval '200 days' where tenant_id = $1", [
      tenant,
    ]);
    await say(null, { deleted: 7, audit: 100 });
    await retention.purgeProjects(inner, tenant);
    await retention.shortenAudit(inner, tenant);
    const away = await admin.query("select 1 from projects where name = 'Away'");
    expect(away.rowCount).toBe(0);
    const { entries } = await house.owner.chain({});
    expect(entries.map(({ type }) => type)).toEqual(['audit.shortened', 'organisation.settings']);
  });
});
