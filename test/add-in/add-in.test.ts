/**
 * The Excel add-in in Chromium, from the server that people use, on a host that is as strict as Office: edits, new and deleted rows,
 * a sort, conflicts, twice, killed half way, offline, an answer that is lost, somebody else in the same workbook.
 */
import fs from 'node:fs';
import path from 'node:path';
import { SprintforgeClient } from '@sprintforge/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureWeb } from '../../scripts/build-web.ts';
import { hasChromium, openBrowser, type TestBrowser } from '../support/browser.ts';
import { repositoryRoot } from '../support/corpora.ts';
import { parseArea } from '../support/office-model/area.ts';
import { type OpenPane, openPane } from '../support/office-model/office-js/open-pane.ts';
import { officeHost } from '../support/office-model/office-js/workbook-host.ts';
import { OfficeWorkbook } from '../support/office-model/office-workbook.ts';
import { type RunningServer, startServer } from '../support/server.ts';

const plan = fs.readFileSync(path.join(repositoryRoot, 'fixtures/demo-plan.xlsx'));
/** A machine with much else to do takes its time. */
const soon = { timeout: 40_000 };
/** Rows of the plan's first tasks: a summary, then leaves. */
const FIRST = 5;

let server: RunningServer;
let browser: TestBrowser;
let anna: SprintforgeClient;
let ben: SprintforgeClient;
let project = '';

/** A project of its own, Anna's copy open in Excel, and the pane beside it, paired. */
async function opened(): Promise<OpenPane> {
  project = (await anna.create({ name: 'Office Move', file: plan })).project_id;
  const workbook = new OfficeWorkbook((await anna.download(project))!.bytes);
  return openPane(browser, server.url, anna, project, workbook);
}

const type = (open: OpenPane, address: string, value: string | number, source?: 'Local' | 'Remote') =>
  open.host.type('Plan', address, [[value]], source);
const tasks = async () => (await anna.tasks(project, { limit: 1000 })).tasks;
const task = async (row: number) => (await tasks())[row - FIRST]!;
const version = async () => (await anna.project(project)).version;
/** Ben changes the plan, by whatever way. */
async function others(...changes: readonly (readonly [row: number, field: string, value: string | number | null])[]) {
  const [now, at] = [await tasks(), await version()];
  const deltas = changes.map(([row, field, value]) => ({
    ...({ op: 'set', task_id: now[row - FIRST]!.task_id, field, value } as const),
  }));
  await ben.sync({ project_id: project, version: at, changes: deltas });
}

describe.skipIf(!hasChromium())('the Excel add-in', { timeout: 120_000 }, () => {
  beforeAll(async () => {
    await ensureWeb(() => {});
    [server, browser] = await Promise.all([startServer(), openBrowser()]);
    [anna, ben] = server.demo.users.map(({ token }) => new SprintforgeClient({ url: server.url, token })) as [
      SprintforgeClient,
      SprintforgeClient,
    ];
  });
  afterAll(async () => {
    await Promise.all([browser?.close(), server?.stop()]);
  });

  it('M1: edits, a new row and a deleted one go out, those of others come in; formulas stay; again there is nothing', async () => {
    const open = await opened();
    const formula = open.workbook.sheet('Plan')!.formulas(parseArea('O7'))[0]![0];
    await type(open, 'C7', 'Measure both floors');
    await type(open, 'J8', 0.75);
    await type(open, 'E9', 46_300);
    await type(open, 'M10', '=1+1 is no formula');
    const gone = (await task(12)).task_id;
    await open.host.edit((workbook) => workbook.sheet('Plan')!.deleteRows(parseArea('12:12')), 'Plan');
    await open.host.edit((workbook) => workbook.sheet('Plan')!.insertRows(parseArea('9:9')), 'Plan');
    await type(open, 'C9', 'A row in between');
    const theirs = await tasks();
    await others([6, 'name', '007'], [13, 'percent', 0.4], [14, 'start', '2026-10-01'], [15, 'notes', '=of Ben']);
    await ben.sync({
      project_id: project,
      version: await version(),
      changes: [
        { op: 'insert', client_row_id: 'x', values: { name: 'Of Ben', start: '2026-11-02', cost: 12.5 } },
        { op: 'delete', task_id: theirs[16 - FIRST]!.task_id },
      ],
    });
    await open.page
      .getByText(/edits to send/)
      .first()
      .waitFor();
    await open.sync();
    const after = await tasks();
    const named = (name: string) => after.find((one) => one['name'] === name);
    expect(named('Measure both floors')).toBeDefined();
    expect(after.find(({ task_id }) => task_id === gone)).toBeUndefined();
    const at = after.findIndex((one) => one['name'] === 'A row in between');
    expect(after[at - 1]!['name'], 'the new one stands after the row above it').toBe(theirs[8 - FIRST]!['name']);
    expect(after.find(({ task_id }) => task_id === theirs[9 - FIRST]!.task_id)?.['start']).toBe('2026-10-05');
    const sheet = open.workbook.sheet('Plan')!;
    const used = sheet.usedArea()!;
    const ids = sheet
      .values(parseArea(`Q${FIRST}:Q${used.lastRow}`))
      .map(([id]) => id)
      .filter((id) => id !== '');
    expect([...ids].sort()).toEqual(after.map(({ task_id }) => task_id).sort());
    expect([open.value('C6'), open.value('M15')]).toEqual(['007', '=of Ben']);
    expect(sheet.formulas(parseArea('M15'))[0]![0], 'text of others is no formula (R7)').toBe('=of Ben');
    expect(sheet.formulas(parseArea('O7'))[0]![0]).toBe(formula);
    const before = await version();
    await open.sync();
    expect(await version()).toBe(before);
    // the workbook goes on as the copy that it is
    const upload = await anna.upload({ project_id: project, file: await open.workbook.save() });
    expect(upload.counts).toMatchObject({ applied: 0, conflicts: 0, refused: 0 });
    await open.context.close();
  });

  it('ID1: a sorted sheet is no edit', async () => {
    const open = await opened();
    const sheet = open.workbook.sheet('Plan')!;
    const [rows, ids] = [sheet.values(parseArea('A6:M9')), sheet.values(parseArea('Q6:Q9'))];
    expect(
      sheet
        .formulas(parseArea('A6:M9'))
        .flat()
        .filter((one) => String(one).startsWith('=')),
    ).toEqual([]);
    await open.host.type('Plan', 'A6:M9', rows.toReversed());
    await open.host.type('Plan', 'Q6:Q9', ids.toReversed());
    // the one edit besides is the only one
    await type(open, 'M10', 'typed after the sort');
    await open.page.getByText('1 edit to send').first().waitFor();
    await open.sync();
    expect((await task(10))['notes']).toBe('typed after the sort');
    await open.context.close();
  });

  it('M2 R4: a conflict is shown, its cell is gone to, and the choice is in the sheet', async () => {
    const open = await opened();
    await others([7, 'notes', 'of Ben'], [8, 'notes', 'of Ben, too']);
    await type(open, 'M7', 'of Anna');
    await type(open, 'M8', 'of Anna, too');
    await open.sync();
    expect([open.value('M7'), open.value('M8')]).toEqual(['of Ben', 'of Ben, too']);
    await open.page.getByRole('heading', { name: '2 conflicts' }).waitFor();
    const card = open.page.getByRole('group', { name: /Measure the new floors/ });
    await open.page.getByRole('button', { name: 'Go to cell' }).last().click();
    await expect.poll(() => open.host.selected.at(-1), soon).toMatch(/^Plan!M[78]$/);
    await card.getByText('of Anna', { exact: true }).click();
    await open.page
      .getByRole('button', { name: 'Decide' })
      .and(open.page.locator(':enabled:not([aria-disabled=true])'))
      .click();
    await open.page.getByRole('heading', { name: '1 conflict' }).waitFor();
    await expect.poll(() => open.value('M7'), soon).toBe('of Anna');
    expect((await task(7))['notes']).toBe('of Anna');
    await open.context.close();
  });

  it('A2: killed at any write, or the answer lost, and opened again: each edit once', async () => {
    const open = await opened();
    const begin = await version();
    await others([6, 'notes', 'of Ben']);
    await type(open, 'M7', 'of Anna');
    const last = open.workbook.sheet('Plan')!.usedArea()!.lastRow + 1;
    await type(open, `C${last}`, 'Once');
    for (const stop of [1, 2, 3]) {
      let left = stop;
      open.workbook.beforeEach = () => {
        left -= 1;
        if (left === 0) throw new Error('killed');
      };
      await open.page.getByRole('button', { name: 'Sync now' }).click();
      await open.page.getByRole('alert').first().waitFor();
      open.workbook.beforeEach = () => {};
      await open.page.reload();
      await open.page.getByText('This workbook is at revision').waitFor();
    }
    await open.sync();
    expect((await tasks()).filter((one) => one['name'] === 'Once')).toHaveLength(1);
    expect([open.value('M6'), (await task(7))['notes'], await version()]).toEqual(['of Ben', 'of Anna', begin + 2]);

    const lost = Promise.withResolvers<void>();
    await open.context.route(
      '**/api/sync',
      async (route) => {
        await route.fetch();
        await route.abort();
        lost.resolve();
      },
      { times: 1 },
    );
    await type(open, 'M8', 'lost');
    await type(open, `C${last + 1}`, 'Once more');
    await open.page.getByText('2 edits to send').first().waitFor();
    await open.page.getByRole('button', { name: 'Sync now' }).click();
    // that the server has it is news of its own, which may come before anybody is told that it could not be reached
    await lost.promise;
    await type(open, 'M9', 'meanwhile');
    await open.sync();
    expect((await tasks()).filter((one) => one['name'] === 'Once more')).toHaveLength(1);
    expect([(await task(8))['notes'], (await task(9))['notes'], await version()]).toEqual([
      'lost',
      'meanwhile',
      begin + 4,
    ]);
    await open.context.close();
  });

  it('M4 V9: predecessors go both ways, as the person writes them, whatever the rows do', async () => {
    const open = await opened();
    const [before, now] = [await tasks(), async (id: string) => (await tasks()).find((one) => one.task_id === id)];
    const idOf = (row: number) => before[row - FIRST]!.task_id;
    const numberOf = (row: number) => String(open.value(`A${row}`));
    await open.page.getByText('Nothing to sync.').waitFor();
    // a new row, and one that waits for it and for another
    await open.host.edit((workbook) => workbook.sheet('Plan')!.insertRows(parseArea('9:9')), 'Plan');
    await type(open, 'C9', 'A row in between');
    await type(open, 'H9', `${numberOf(7)}SS+2d`);
    await type(open, 'H10', `${numberOf(8)}; ${numberOf(6)}FF`);
    await others([12, 'predecessors', `${idOf(6)}FS+1d, ${idOf(7)}`], [13, 'predecessors', null]);
    await open.sync();
    const added = (await tasks()).find((one) => one['name'] === 'A row in between')!;
    expect(added['predecessors']).toBe(`${idOf(7)}SS+2d`);
    expect((await now(idOf(9)))!['predecessors']).toBe([idOf(8), `${idOf(6)}FF`].sort().join(', '));
    expect(
      String(open.value('H13'))
        .split(/[,;] ?/)
        .sort(),
    ).toEqual([`${numberOf(6)}FS+1d`, numberOf(7)].sort());
    expect(open.value('H14')).toBe('');
    // typed while others change the same cell: what both added is there
    await type(open, 'H13', `${open.value('H13')}, ${numberOf(8)}`);
    await others([13, 'predecessors', `${idOf(6)}FS+1d, ${idOf(7)}, ${idOf(9)}`]);
    await open.sync();
    const all = [`${idOf(6)}FS+1d`, idOf(7), idOf(9), idOf(8)].sort();
    expect(
      String((await now(idOf(12)))!['predecessors'])
        .split(', ')
        .sort(),
    ).toEqual(all);
    // what names no row is told, and stays an edit until it is put right
    await type(open, 'H13', '4711');
    await open.page.getByText('1 edit to send').first().waitFor();
    await open.page.getByRole('button', { name: 'Sync now' }).click();
    await open.page.getByText(/4711/).first().waitFor();
    await type(open, 'H13', '');
    await open.sync();
    expect((await now(idOf(12)))!['predecessors'] ?? '').toBe('');
    const upload = await anna.upload({ project_id: project, file: await open.workbook.save() });
    expect([upload.counts.edits, upload.changes]).toEqual([0, []]);
    await open.context.close();
  });

  it('B1: uploaded after it has synced, the workbook is compared with what it was brought to', async () => {
    const open = await opened();
    await others([7, 'notes', 'first of Ben'], [8, 'name', 'Named by Ben'], [9, 'predecessors', null]);
    const tail = await tasks();
    await ben.sync({
      project_id: project,
      version: await version(),
      changes: [
        { op: 'insert', client_row_id: 'x', after: tail[2]!.task_id, values: { name: 'Of Ben' } },
        { op: 'move', task_id: tail[20]!.task_id, parent: tail[0]!.task_id },
        { op: 'delete', task_id: tail[25]!.task_id },
      ],
    });
    await type(open, 'M10', 'of Anna');
    await open.sync();
    // others go on; what the sheet holds of before is no edit, nor a conflict
    await others([7, 'notes', 'then of Ben'], [8, 'name', 'Named again'], [10, 'notes', 'then of Ben']);
    await ben.sync({
      project_id: project,
      version: await version(),
      changes: [{ op: 'move', task_id: tail[20]!.task_id, parent: null }],
    });
    const before = await tasks();
    const untouched = await anna.upload({ project_id: project, file: await open.workbook.save(), dry_run: true });
    expect([untouched.counts.edits, untouched.changes, untouched.warnings]).toEqual([0, [], []]);
    await type(open, 'M12', 'by upload');
    await type(open, 'M7', 'of Anna, against Ben');
    const { counts } = await anna.upload({ project_id: project, file: await open.workbook.save() });
    expect(counts).toMatchObject({ edits: 2, applied: 1, conflicts: 1 });
    const after = await tasks();
    const changed = after.filter((one, at) => JSON.stringify(one['notes']) !== JSON.stringify(before[at]?.['notes']));
    expect(changed.map((one) => one['notes'])).toEqual(['by upload']);
    await open.context.close();
  });

  it('offline it is told and nothing is lost; back on line it goes by itself', async () => {
    const open = await opened();
    await open.context.setOffline(true);
    await type(open, 'M7', 'typed on the train');
    await open.page.getByRole('button', { name: 'Sync now' }).click();
    await open.page.getByText('The server cannot be reached').waitFor();
    expect((await task(7))['notes'] ?? null).toBe(null);
    await open.context.setOffline(false);
    await expect.poll(async () => (await task(7))['notes'], soon).toBe('typed on the train');
    await open.context.close();
  });

  it('what somebody else types into the same workbook is theirs to send; what changes on the server comes by itself', async () => {
    const open = await opened();
    await type(open, 'M7', 'of the other author', 'Remote');
    await type(open, 'M8', 'of Anna');
    await open.page.getByText('1 edit to send').first().waitFor();
    await open.page.getByLabel('Sync by itself').check();
    await others([9, 'notes', 'live']);
    await expect.poll(() => open.value('M9'), soon).toBe('live');
    await expect.poll(async () => (await task(8))['notes'], soon).toBe('of Anna');
    expect((await task(7))['notes'] ?? null).toBe(null);
    await type(open, 'M7', 'of Anna now');
    await open.page.getByText('1 edit to send').first().waitFor();
    await open.page.getByRole('button', { name: 'Sync now' }).click();
    await expect.poll(async () => (await task(7))['notes'], soon).toBe('of Anna now');
    await open.context.close();
  });

  it('A3 A6: many deleted rows are asked about first; the last sync is undone', async () => {
    const open = await opened();
    const count = (await tasks()).length;
    await open.host.edit((workbook) => workbook.sheet('Plan')!.deleteRows(parseArea('6:28')), 'Plan');
    await open.page
      .getByText(/edits to send/)
      .first()
      .waitFor();
    await open.page.getByRole('button', { name: 'Sync now' }).click();
    await open.page.getByRole('button', { name: 'Yes, I mean this' }).click();
    await expect.poll(async () => (await tasks()).length, soon).toBe(count - 23);
    await open.page.getByRole('button', { name: 'Undo the last sync' }).click();
    await expect.poll(async () => (await tasks()).length, soon).toBe(count);
    const ids = () => {
      const column = open.workbook.sheet('Plan')!.values(parseArea('Q5:Q60')).flat();
      return column.filter((id) => id !== '').sort();
    };
    await expect.poll(ids, soon).toEqual((await tasks()).map(({ task_id }) => task_id).sort());
    await open.page.getByText('Nothing to sync.').waitFor();
    await open.context.close();
  });

  it('what stands in the way is named, with the way on: a wrong value, conflicts that are decided first, a revoked token', async () => {
    const open = await opened();
    await anna.update(project, { strategy: 'manual' });
    await others([7, 'notes', 'of Ben']);
    await type(open, 'E9', 'next week');
    await type(open, 'M7', 'of Anna');
    await type(open, 'M8', 'undisputed');
    await open.page.getByText('E9: “next week”').waitFor();
    await open.sync();
    expect([(await task(7))['notes'], (await task(8))['notes']]).toEqual(['of Ben', 'undisputed']);
    await open.page.getByRole('heading', { name: '1 conflict' }).waitFor();
    const [token] = (await anna.tokens()).tokens.filter(({ project_id }) => project_id === project);
    await anna.revokeToken(token!.id);
    await type(open, 'M9', 'later');
    await open.page.getByRole('button', { name: 'Sync now' }).click();
    await open.page.getByRole('button', { name: 'Connect again' }).click();
    await open.page.getByLabel('Code').fill((await anna.pairing(project)).code);
    await open.page.getByRole('button', { name: 'Connect' }).click();
    await open.page.getByText('1 edit to send').first().waitFor();
    await open.sync();
    expect((await task(9))['notes']).toBe('later');
    await open.context.close();
  });

  it('a workbook that is no copy, and one of another project, are told apart; the page keeps to its policy', async () => {
    const context = await browser.context();
    await officeHost(context, new OfficeWorkbook(plan));
    const page = await context.newPage();
    await page.goto(`${server.url}/addin/taskpane.html`);
    await page.getByText('This workbook is no copy of a project').waitFor();
    await context.close();
    expect(browser.complaints).toEqual([]);
  });
});
