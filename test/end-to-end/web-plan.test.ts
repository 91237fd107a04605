/** The plan edited in the browser, as in Excel, by two people at once; what fails to arrive stays and is sent again. */

import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ensureWeb } from '../../scripts/build-web.ts';
import { hasChromium, openBrowser, type TestBrowser } from '../support/browser.ts';
import { type RunningServer, startServer } from '../support/server.ts';

interface Row {
  readonly task_id: string;
  readonly name: string;
  readonly level: number;
  readonly [field: string]: unknown;
}

describe.skipIf(!hasChromium())('the plan in the browser', () => {
  let server: RunningServer;
  let browser: TestBrowser;
  let anna: Page;
  let ben: Page;
  const plan = () => `${server.url}/projects/${server.demo.project_id}/plan`;

  beforeAll(async () => {
    await ensureWeb(() => {});
    [server, browser] = await Promise.all([startServer(), openBrowser()]);
    const [, a, b] = server.demo.users;
    [anna, ben] = await Promise.all([
      browser.open(server.url, a?.token, { locale: 'de-DE', permissions: ['clipboard-read', 'clipboard-write'] }),
      browser.open(server.url, b?.token),
    ]);
    for (const page of [anna, ben]) {
      await page.getByRole('link', { name: 'Office Move' }).waitFor();
      await page.goto(plan());
      await page.getByRole('gridcell', { name: 'Mara Lindqvist' }).first().waitFor();
    }
  });
  afterAll(async () => {
    await Promise.all([server?.stop(), browser?.close()]);
  });

  async function rows(): Promise<readonly Row[]> {
    const path = `api/projects/${server.demo.project_id}/tasks?limit=1000`;
    const headers = { authorization: `Bearer ${server.demo.users[0]?.token}` };
    const answer = (await (await fetch(`${server.url}/${path}`, { headers })).json()) as {
      readonly tasks: readonly Row[];
    };
    return answer.tasks;
  }
  const held = async (row: number, field: string): Promise<unknown> => (await rows())[row]?.[field];
  const cell = (page: Page, row: number, column: string) =>
    page.locator(`[data-row="${row}"][data-column="${columns.indexOf(column)}"]`);
  let columns: readonly string[] = [];
  /** Of all rows only those in sight are drawn: one of the first. */
  async function click(page: Page, row: number, column: string): Promise<void> {
    await page.getByRole('treegrid').press('ControlOrMeta+Home');
    await cell(page, row, column).click();
  }
  const saved = (row: number, field: string) => expect.poll(() => held(row, field), { timeout: 15_000 });

  test('typed as Germans write, saved, seen by the other without a reload (V1 V3)', async () => {
    const path = `${server.url}/api/projects/${server.demo.project_id}/fields`;
    const headers = { authorization: `Bearer ${server.demo.users[0]?.token}` };
    const { fields } = (await (await fetch(path, { headers })).json()) as { fields: readonly { key: string }[] };
    columns = [...fields.map(({ key }) => key), 'predecessors'];
    await click(anna, 2, 'cost');
    await anna.keyboard.type('1.234,5');
    await anna.keyboard.press('Enter');
    await saved(2, 'cost').toBe(1234.5);
    await click(anna, 2, 'percent');
    await anna.keyboard.press('F2');
    await anna.keyboard.press('ControlOrMeta+A');
    await anna.keyboard.type('37,5 %');
    await anna.keyboard.press('Tab');
    const next = `cell-2-${columns.indexOf('percent') + 1}`;
    await expect.poll(() => anna.locator(':focus').getAttribute('aria-activedescendant')).toBe(next);
    await saved(2, 'percent').toBe(0.375);
    await click(anna, 2, 'start');
    await anna.keyboard.type('3.4.2026');
    await anna.keyboard.press('Enter');
    await saved(2, 'start').toBe('2026-04-03');
    await expect.poll(() => cell(ben, 2, 'start').textContent()).toMatch(/3 Apr(il)? 2026/);
  });

  test('what does not fit stays in its cell with the reason; Esc gives it up (V6)', async () => {
    const before = await held(3, 'start');
    await click(ben, 3, 'start');
    await ben.keyboard.type('next week');
    await ben.keyboard.press('Enter');
    await ben
      .getByRole('alert')
      .getByText(/That is no day/)
      .waitFor();
    expect(await ben.locator('input[aria-invalid=true]').inputValue()).toBe('next week');
    await ben.keyboard.press('Escape');
    await ben.keyboard.press('ArrowDown');
    expect(await held(3, 'start')).toBe(before);
  });

  test('a range from Excel is pasted, cleared, undone with Ctrl+Z, done again with Ctrl+Y', async () => {
    const before = (await rows()).slice(3, 5).map(({ notes }) => notes ?? null);
    const both = () =>
      expect.poll(async () => (await rows()).slice(3, 5).map(({ notes }) => notes ?? null), { timeout: 15_000 });
    await click(anna, 3, 'notes');
    await anna.evaluate('navigator.clipboard.writeText("first\\r\\nsecond\\r\\n")');
    await anna.keyboard.press('ControlOrMeta+V');
    await saved(4, 'notes').toBe('second');
    expect(await held(3, 'notes')).toBe('first');
    await anna.keyboard.press('Delete');
    await saved(3, 'notes').toBe(null);
    await anna.keyboard.press('ControlOrMeta+Z');
    await saved(4, 'notes').toBe('second');
    await anna.keyboard.press('ControlOrMeta+Z');
    await both().toEqual(before);
    await anna.keyboard.press('ControlOrMeta+Y');
    await anna.keyboard.press('ControlOrMeta+Shift+Z');
    await both().toEqual([null, null]);
    const [undo, redo] = [
      'Letzte eigene Änderung zurücknehmen (Strg+Z)',
      'Zurückgenommene Änderung wiederholen (Strg+Y)',
    ];
    expect(await anna.getByRole('button', { name: redo! }).getAttribute('aria-disabled')).toBe('true');
    for (let steps = 0; steps < 2; steps += 1) await anna.getByRole('button', { name: undo! }).click();
    await both().toEqual(before);
    await anna.getByRole('button', { name: redo! }).click();
    await both().toEqual(['first', 'second']);
    await anna.getByRole('button', { name: undo! }).click();
    await both().toEqual(before);
    // a new edit: what was undone is not to be had any more
    await click(anna, 3, 'notes');
    await anna.keyboard.type('anew');
    await anna.keyboard.press('Enter');
    await saved(3, 'notes').toBe('anew');
    expect(await anna.getByRole('button', { name: redo! }).getAttribute('aria-disabled')).toBe('true');
    await anna.keyboard.press('ControlOrMeta+Z');
    await both().toEqual(before);
  });

  test('a new task is typed under the last one, moved, indented, deleted; the deletion undone gives back the same task', async () => {
    const count = (await rows()).length;
    await click(anna, 2, 'name');
    await anna.keyboard.press('ControlOrMeta+End');
    await cell(anna, count, 'name').click();
    await anna.keyboard.type('Party');
    await anna.keyboard.press('Tab');
    await saved(count, 'name').toBe('Party');
    await cell(anna, count, 'name').click();
    // what changed is read late: what follows is done to a task that one has just changed oneself
    await anna.context().route(/[?&]since=/, async (route) => {
      await sleep(2000);
      await route.continue();
    });
    const answered = anna.waitForResponse(/api\/sync$/);
    await anna.keyboard.press('Alt+Shift+ArrowRight');
    await (await answered).finished();
    await saved(count, 'level').toBe(2);
    const { task_id } = (await rows())[count]!;
    await anna.keyboard.press('ControlOrMeta+-');
    await expect.poll(async () => (await rows()).length).toBe(count);
    await anna.context().unrouteAll({ behavior: 'wait' });
    const is = (there: boolean, level = 1) =>
      expect
        .poll(async () => (await rows()).find((row) => row.task_id === task_id)?.level, { timeout: 15_000 })
        .toBe(there ? level : undefined);
    await anna.keyboard.press('ControlOrMeta+Z');
    await is(true, 2);
    await anna.keyboard.press('ControlOrMeta+Y');
    await is(false);
    // back to before the task was typed, and all of it again: moved in, and gone
    for (let steps = 0; steps < 3; steps += 1) await anna.keyboard.press('ControlOrMeta+Z');
    await is(false);
    await expect.poll(async () => (await rows()).length).toBe(count);
    await anna.keyboard.press('ControlOrMeta+Y');
    await is(true);
    await anna.keyboard.press('ControlOrMeta+Y');
    await is(true, 2);
    await saved(count, 'name').toBe('Party');
  });

  test('Insert makes a task below, and what is typed next is its name; an undo shows where it was', async () => {
    const before = (await rows()).map(({ name }) => name);
    await click(anna, 3, 'cost');
    await anna.keyboard.press('Insert');
    await anna.keyboard.type('In between');
    await anna.keyboard.press('Enter');
    await expect
      .poll(async () => (await rows()).map(({ name }) => name), { timeout: 15_000 })
      .toEqual([...before.slice(0, 4), 'In between', ...before.slice(4)]);
    await anna.keyboard.press('ControlOrMeta+End');
    await anna.keyboard.press('ControlOrMeta+Z');
    const where = anna.locator(':focus');
    await expect.poll(() => where.getAttribute('aria-activedescendant')).toBe(`cell-4-${columns.indexOf('name')}`);
    await anna.keyboard.press('ControlOrMeta+Z');
    await expect.poll(async () => (await rows()).map(({ name }) => name), { timeout: 15_000 }).toEqual(before);
  });

  test('what somebody else wrote since is not undone or redone over: the cell shows both (M1)', async () => {
    await click(anna, 4, 'notes');
    await anna.keyboard.type('of Anna');
    await anna.keyboard.press('Enter');
    await saved(4, 'notes').toBe('of Anna');
    await anna.keyboard.press('ControlOrMeta+Z');
    await saved(4, 'notes').not.toBe('of Anna');
    await cell(ben, 4, 'notes').getByText('of Anna').waitFor({ state: 'detached' });
    await click(ben, 4, 'notes');
    await ben.keyboard.type('of Ben');
    await ben.keyboard.press('Enter');
    await cell(anna, 4, 'notes').getByText('of Ben').waitFor();
    await anna.keyboard.press('ControlOrMeta+Y');
    await anna.getByText('Zwei haben diese Zelle geändert').waitFor();
    expect(await held(4, 'notes')).toBe('of Ben');
    await anna.getByRole('button', { name: '„of Ben“ behalten' }).click();
    await anna.getByText('Zwei haben diese Zelle geändert').waitFor({ state: 'detached' });
  });

  test('what cannot be sent stays, also over a reload, and is sent once the server is there (A2)', async () => {
    await ben.context().route('**/api/sync', (route) => route.abort());
    await click(ben, 5, 'notes');
    await ben.keyboard.type('not lost');
    await ben.keyboard.press('Enter');
    await ben.getByText('1 edit is not saved yet').waitFor();
    await cell(ben, 5, 'notes').getByText('not lost').waitFor();
    ben.once('dialog', (dialog) => void dialog.accept());
    await ben.reload();
    await cell(ben, 5, 'notes').getByText('not lost').waitFor();
    await ben.getByText('1 edit is not saved yet').waitFor();
    expect(await held(5, 'notes')).not.toBe('not lost');
    await ben.context().unroute('**/api/sync');
    await ben.getByRole('button', { name: 'Try again' }).click();
    await saved(5, 'notes').toBe('not lost');
  });

  test('two people, one cell: both values are shown in place, one is taken (M1 M3)', async () => {
    // Ben's browser does not hear of what Anna does meanwhile
    await ben.context().route(
      '**/api/sync',
      async (route) => {
        await click(anna, 6, 'notes');
        await anna.keyboard.type('Anna');
        await anna.keyboard.press('Enter');
        await saved(6, 'notes').toBe('Anna');
        await route.continue();
      },
      { times: 1 },
    );
    await click(ben, 6, 'notes');
    await ben.keyboard.type('Ben');
    await ben.keyboard.press('Enter');
    await ben.keyboard.press('ArrowUp');
    await ben.getByText('Two people changed this cell').waitFor();
    await ben.getByRole('button', { name: 'Take “Ben”' }).click();
    await saved(6, 'notes').toBe('Ben');
    await ben.getByText('Two people changed this cell').waitFor({ state: 'detached' });
  });

  test('a field that an owner closed looks so and takes nothing', async () => {
    const headers = { authorization: `Bearer ${server.demo.users[0]?.token}`, 'content-type': 'application/json' };
    const url = `${server.url}/api/projects/${server.demo.project_id}/field-rights`;
    const rights = async (body: object) =>
      expect((await fetch(url, { method: 'PUT', headers, body: JSON.stringify({ rights: body }) })).status).toBe(200);
    await rights({ cost: 'owners' });
    await ben.reload();
    await click(ben, 7, 'cost');
    expect(await cell(ben, 7, 'cost').getAttribute('aria-readonly')).toBe('true');
    const before = await held(7, 'cost');
    await ben.keyboard.type('99');
    expect(await ben.locator('[data-row] input').count()).toBe(0);
    expect(await held(7, 'cost')).toBe(before);
    await rights({});
  });

  test('grouped, filtered, with the columns one wants; those are there again after a reload', async () => {
    await ben.reload();
    await ben.getByRole('combobox', { name: 'Group by' }).selectOption('status');
    await ben
      .getByRole('row')
      .filter({ hasText: / \(\d+\)$/ })
      .first()
      .waitFor();
    await ben.getByRole('combobox', { name: 'Group by' }).selectOption('');
    await ben.getByRole('button', { name: 'Filter' }).click();
    await ben.getByRole('dialog').getByLabel('Notes').fill('= not lost');
    await ben.keyboard.press('Escape');
    await ben.getByText(/^1 of \d+ tasks$/).waitFor();
    await ben.getByRole('button', { name: 'Columns' }).click();
    await ben.getByRole('menuitemcheckbox', { name: 'Notes' }).click();
    await ben.keyboard.press('Escape');
    await ben.getByRole('columnheader', { name: 'Notes' }).waitFor({ state: 'detached' });
    await ben.reload();
    await ben.getByRole('columnheader', { name: 'Start' }).waitFor();
    expect(await ben.getByRole('columnheader', { name: 'Notes' }).count()).toBe(0);
  });

  test('nothing was complained about', () => {
    expect(browser.complaints).toEqual([]);
  });
});
