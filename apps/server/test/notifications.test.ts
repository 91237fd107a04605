import type { Notification } from '@sprintforge/protocol';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type MailServer, startMailServer, unfolded } from '../../../test/support/mail-server.ts';
import { digestMail } from '../src/services/notices/mail-words.ts';
import { addTenant, type CellChange, edited, freshCopy, openHouse, problemOf, type TestHouse } from './support.ts';

let house: TestHouse;
let project: string;
let smtp: MailServer;
type Who = 'owner' | 'anna' | 'ben';

beforeAll(async () => {
  smtp = await startMailServer();
  house = await openHouse({
    smtp: { url: smtp.url, from: 'SprintForge <plans@house.example>' },
    mailDelay: 1,
    jobPace: { look: 1, poll: 1, firstDelay: 1 },
  });
  project = house.demo.project_id;
});
afterAll(async () => {
  await house.stop();
  await smtp.stop();
});

const list = async (who: Who) => (await house[who].notifications.list()).notifications;
const newest = async (who: Who): Promise<Notification | undefined> => (await list(who))[0];
/** What this person is told by it. */
async function told(who: Who, kind: Notification['kind'], work: () => Promise<unknown>): Promise<Notification> {
  const before = (await newest(who))?.id ?? 0;
  await work();
  const found = async () => (await list(who)).find((one) => one.id > before && one.kind === kind);
  await expect.poll(found, { timeout: 20_000 }).toBeDefined();
  return (await found())!;
}
const copyOf = (who: Who) => freshCopy(house[who], project);
const sync = async (who: Who, bytes: Uint8Array, changes: readonly CellChange[], strategy?: 'client' | 'manual') =>
  house[who].upload({ project_id: project, file: await edited(bytes, changes), ...(strategy ? { strategy } : {}) });
const taskAt = async (row: number) => (await house.owner.tasks(project, { limit: 1000 })).tasks[row - 1]!;
/** Texts of the mails to this address that say so. */
const mailTo = (address: string, text: string) =>
  smtp.messages.map(unfolded).filter((mail) => mail.includes(`To: ${address}`) && mail.includes(text));

const sample = (n: number, projectId: string) => ({
  seq: 900_000 + n,
  projectId,
  kind: 'sync' as const,
  details: {
    by: { id: '00000000-0000-4000-8000-00000000000b', name: 'Ben' },
    projectName: `Plan ${n}`,
    version: n,
    count: 7,
    tasks: [{ id: 'SF-1', name: '<b>Dig</b>', field: 'notes' }],
    parked: null,
  },
  createdAt: '2026-01-01T00:00:00.000Z',
  shown: false,
  mail: 'due' as const,
});

describe('a person is told once of one sync', () => {
  test('of a conflict with what they had edited, by who wrote that field and not the task', async () => {
    const bens = await copyOf('ben');
    await sync('anna', await copyOf('anna'), [[3, 'notes', 'of Anna']]);
    await sync('owner', await copyOf('owner'), [[3, 'cost', 77]]);
    const notice = await told('anna', 'conflict', () =>
      sync('ben', bens, [
        [3, 'notes', 'of Ben'],
        [4, 'cost', 5],
      ]),
    );
    const { task_id, name } = await taskAt(3);
    expect(notice).toMatchObject({
      ...{ kind: 'conflict', count: 1, by: { name: 'Ben Builder' }, project: { id: project } },
      tasks: [{ task_id, task_name: name, field: 'notes' }],
    });
    expect(await newest('owner')).toMatchObject({ kind: 'sync', by: { name: 'Ben Builder' } });
  });

  test('of an edit that was overwritten (strategy client)', async () => {
    const bens = await copyOf('ben');
    await sync('anna', await copyOf('anna'), [[5, 'notes', 'of Anna']]);
    const notice = await told('anna', 'overwritten', () => sync('ben', bens, [[5, 'notes', 'of Ben']], 'client'));
    expect(notice).toMatchObject({ kind: 'overwritten', count: 1, tasks: [{ field: 'notes' }] });
  });

  test('of an upload that waits: who sent it and the owners', async () => {
    const bens = await copyOf('ben');
    await sync('anna', await copyOf('anna'), [[6, 'notes', 'of Anna']]);
    let parked = '';
    const notice = await told('owner', 'parked', async () => {
      parked = (await problemOf(sync('ben', bens, [[6, 'notes', 'of Ben']], 'manual'))).problem['parked'] as string;
    });
    expect(notice).toMatchObject({ kind: 'parked', parked });
    expect(await newest('ben')).toMatchObject({ kind: 'parked', parked });
    expect((await list('anna')).some(({ kind }) => kind === 'parked')).toBe(false);
  });

  test('of being assigned, among others too', async () => {
    const notice = await told('ben', 'assigned', async () =>
      sync('anna', await copyOf('anna'), [[8, 'assignee', 'Lena Fischer; Ben Builder']]),
    );
    expect(notice).toMatchObject({ kind: 'assigned', tasks: [{ task_id: (await taskAt(8)).task_id }] });
    const again = await told('ben', 'sync', async () =>
      sync('anna', await copyOf('anna'), [[8, 'assignee', 'Ben Builder; Anna Editor']]),
    );
    expect(again.count).toBe(1);
  });

  test('of a rollback, and of nothing that they did themselves', async () => {
    const { version } = await house.owner.project(project);
    const notice = await told('anna', 'rollback', () => house.owner.rollback(project, version - 1));
    expect(notice).toMatchObject({ kind: 'rollback', by: { name: 'Olivia Owner' } });
    expect((await list('owner')).every(({ by, kind }) => by?.name !== 'Olivia Owner' || kind === 'parked')).toBe(true);
  });

  test('downloads, dry runs and syncs of nothing tell nobody', async () => {
    const before = (await newest('anna'))?.id;
    await house.ben.upload({ project_id: project, file: await copyOf('ben') });
    await house.ben.upload({
      project_id: project,
      file: await edited(await copyOf('ben'), [[9, 'cost', 1]]),
      dry_run: true,
    });
    const after = await told('anna', 'sync', async () => sync('ben', await copyOf('ben'), [[9, 'cost', 2]]));
    expect((await list('anna'))[1]?.id).toBe(before);
    expect(after.count).toBe(1);
  });
});

describe('GET /api/notifications', () => {
  test('in pages, counted until they are read, one person’s alone', async () => {
    const all = await list('anna');
    const first = await house.anna.notifications.list({ limit: 2 });
    const second = await house.anna.notifications.list({ limit: 2, cursor: first.next! });
    expect([...first.notifications, ...second.notifications]).toEqual(all.slice(0, 4));
    expect(first.unread).toBe(all.length);
    expect(await house.anna.notifications.markRead({ ids: [all[1]!.id] })).toEqual({ unread: all.length - 1 });
    const unread = await house.anna.notifications.list({ unread: true });
    expect(unread.notifications.map(({ id }) => id)).toEqual(all.filter((_, at) => at !== 1).map(({ id }) => id));
    const benUnread = (await house.ben.notifications.list()).unread;
    expect(await house.anna.notifications.markRead({ through: all[0]!.id })).toEqual({ unread: 0 });
    expect((await house.ben.notifications.list()).unread).toBe(benUnread);
    const stranger = house.as((await addTenant(house, 'owner')).token);
    expect(await stranger.notifications.list()).toEqual({ notifications: [], next: null, unread: 0 });
  });

  test('whoever follows the project hears of it', async () => {
    const stop = new AbortController();
    const counts: number[] = [];
    const following = (async () => {
      for await (const event of house.anna.events(project, { signal: stop.signal }))
        if (event.type === 'notification') counts.push(event.unread);
    })();
    await expect.poll(() => counts.length).toBe(1);
    await sync('ben', await copyOf('ben'), [[10, 'cost', 3]]);
    await expect.poll(() => counts.at(-1), { timeout: 20_000 }).toBe(1);
    stop.abort();
    await following;
  });
});

describe('mail', () => {
  test('tells each notice once, as text and as HTML, with the way to fewer of them', async () => {
    await house.ben.notifications.choose({ choices: { sync: ['app', 'mail'] } });
    for (const cost of [11, 12, 13]) await sync('anna', await copyOf('anna'), [[11, 'cost', cost]]);
    const lines = () =>
      mailTo('ben@demo.example', 'Anna Editor synced').flatMap((mail) => mail.match(/^- Anna Editor synced/gm));
    await expect.poll(() => lines().length, { timeout: 20_000 }).toBe(3); // each once, in however many mails
    const [mail] = mailTo('ben@demo.example', 'Anna Editor synced');
    expect(mail).toContain('From: SprintForge <plans@house.example>');
    expect(mail).toMatch(
      /Content-Type: text\/plain[\s\S]*- Anna Editor synced one change: .*\(cost\)[\s\S]*Content-Type: text\/html/,
    );
    expect(mail).toContain(`${house.server.url}/projects/${project}`);
    expect(mail).toContain(`List-Unsubscribe: <${house.server.url}/settings/notifications>`);
    expect(mail).toContain('You choose what you are told by mail');
    await house.ben.notifications.choose({ choices: { sync: null } });
  });

  test('in German to who wants it so', async () => {
    await house.anna.notifications.choose({ locale: 'de' });
    const bens = await copyOf('ben');
    await sync('anna', await copyOf('anna'), [[12, 'notes', 'von Anna <b>']]);
    await sync('ben', bens, [[12, 'notes', 'von Ben']]);
    await expect
      .poll(() => mailTo('anna@demo.example', 'Ben Builder hat geändert').length, { timeout: 20_000 })
      .toBe(1);
    const [mail] = mailTo('anna@demo.example', 'Ben Builder hat geändert');
    expect(mail).toContain(`Projekt öffnen: ${house.server.url}/projects/`);
  });

  test('a mail server that refuses is tried again, and nobody gets it twice', async () => {
    smtp.refuse(1);
    const bens = await copyOf('ben');
    await sync('anna', await copyOf('anna'), [[13, 'notes', 'mine']]);
    const sent = () => mailTo('anna@demo.example', 'Ben Builder hat geändert').length;
    const before = sent();
    await sync('ben', bens, [[13, 'notes', 'his']]);
    await expect.poll(sent, { timeout: 30_000 }).toBe(before + 1);
    expect(smtp.refused).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(sent()).toBe(before + 1);
  });

  test('why one was not taken says nothing of what the mail server said, and of whom: jobs keep it', async () => {
    smtp.refuse(1);
    const mail = { to: 'anna@demo.example', subject: 'x', text: 'x' };
    await expect(house.server.house.mailer.send(mail)).rejects.toMatchObject({
      message: expect.stringMatching(/^the mail server at 127\.0\.0\.1:\d+ did not take a mail \(EMESSAGE 451\)$/),
      cause: undefined,
    });
  });

  test('is due until it was sent, was read, or is a day old', async () => {
    const { database, system } = house.server.house;
    const { user_id: userId, tenant } = await house.owner.whoami();
    const at = '2001-01-01T00:00:00.000Z';
    const notices = [1, 2, 3].map((n) => ({
      ...sample(n, project),
      shown: true,
      userId,
      createdAt: n === 1 ? at : system.now(),
    }));
    const due = await database.unit(tenant.id, async (unit) => {
      await unit.notices.add(project, notices);
      await unit.notices.read(userId, [900_002], system.now());
      const first = await unit.notices.takeDue(userId, '2001-01-02T00:00:00.000Z', 10);
      await unit.notices.mailed(userId, 900_003);
      return [first, await unit.notices.takeDue(userId, '2001-01-02T00:00:00.000Z', 10)];
    });
    expect(due.map((found) => found.map(({ seq }) => seq).filter((seq) => seq > 900_000))).toEqual([[900_003], []]);
  });

  test('several notices are one mail by project, and what people wrote stays text', () => {
    const notices = [1, 2].map((n) => ({ ...sample(n, n === 1 ? 'p' : 'q'), userId: 'u', readAt: null }));
    const english = digestMail(notices, { locale: 'en', publicUrl: 'https://x.example', name: '<Anna>' });
    expect(english.subject).toBe('2 news about Plan 1, Plan 2');
    expect(english.text.split('\n\n')).toEqual([
      'Hello <Anna>,',
      'Plan 1\n- Ben synced 7 changes: <b>Dig</b> (notes); and 6 more\nOpen the project: https://x.example/projects/p',
      'Plan 2\n- Ben synced 7 changes: <b>Dig</b> (notes); and 6 more\nOpen the project: https://x.example/projects/q',
      expect.stringMatching(/: https:\/\/x\.example\/settings\/notifications$/),
    ]);
    expect(english.html).toContain('&lt;b&gt;Dig&lt;/b&gt;');
    expect(english.html).not.toContain('<b>');
    const german = digestMail(notices.slice(0, 1), { locale: 'de', publicUrl: '', name: 'Anna' });
    expect([german.subject, german.text.includes('http'), german.unsubscribe]).toEqual([
      ...['Plan 1 hat sich geändert', false, undefined],
    ]);
  });
});

describe('choices', () => {
  test('for one project go before those for all, and those before the default', async () => {
    const { anna } = house;
    expect((await anna.notifications.settings()).choices).toMatchObject({ conflict: ['app', 'mail'], sync: ['app'] });
    await anna.notifications.choose({ choices: { sync: ['mail'], conflict: [] } });
    const here = await anna.notifications.choose({ choices: { sync: [] } }, project);
    expect(here).toMatchObject({
      project_id: project,
      choices: { sync: [], conflict: [], parked: ['app', 'mail'] },
      mail: true,
    });
    const back = await anna.notifications.choose({ choices: { sync: null } }, project);
    expect(back.choices.sync).toEqual(['mail']);
    await anna.notifications.choose({ choices: { sync: [] } }, project);
    const before = (await newest('anna'))?.id;
    await told('ben', 'sync', async () => sync('owner', await copyOf('owner'), [[14, 'cost', 4]]));
    expect((await newest('anna'))?.id).toBe(before);
  });

  test.each([
    ['a kind that there is not', { choices: { other: ['app'] } }, undefined, 'BAD_REQUEST'],
    ['another organisation’s project', { choices: {} }, '00000000-0000-4000-8000-000000000001', 'NOT_FOUND'],
  ])('%s: refused', async (_, body, place, code) => {
    const choosing = house.ben.notifications.choose(
      body as Parameters<typeof house.ben.notifications.choose>[0],
      place,
    );
    expect((await problemOf(choosing)).code).toBe(code);
  });
});
