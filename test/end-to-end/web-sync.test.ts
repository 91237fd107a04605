/** Two people, two browsers, one plan: downloaded, edited, dropped, looked at, applied, decided; read by LibreOffice and by a reader that is not ours. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { openWorkbook } from '@sprintforge/xlsx';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { servicesAsVariables } from '../../apps/server/test/given-services.ts';
import { ensureWeb } from '../../scripts/build-web.ts';
import { hasChromium, openBrowser, type TestBrowser } from '../support/browser.ts';
import { hasLibreOffice, LibreOffice } from '../support/libreoffice.ts';
import { hasOpenpyxl, readWorkbook } from '../support/openpyxl.ts';
import { type RunningServer, startServer } from '../support/server.ts';

type Edit = readonly [row: number, column: number, value: string | number];

describe.skipIf(!hasChromium() || !hasOpenpyxl())('the web application, two people', () => {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'sprintforge-web-'));
  let server: RunningServer;
  let browser: TestBrowser;
  let anna: Page;
  let ben: Page;

  beforeAll(async () => {
    await ensureWeb(() => {});
    [server, browser] = await Promise.all([startServer(await servicesAsVariables()), openBrowser()]);
    const [, a, b] = server.demo.users;
    [anna, ben] = await Promise.all([browser.open(server.url, a?.token), browser.open(server.url, b?.token)]);
  });
  afterAll(async () => {
    await Promise.all([server?.stop(), browser?.close()]);
    fs.rmSync(dir, { recursive: true });
  });

  /** Presses a button that hands out a workbook, and keeps it. */
  async function take(page: Page, button: string, name: string): Promise<string> {
    const waiting = page.waitForEvent('download');
    await page.getByRole('button', { name: button }).click();
    const file = path.join(dir, name);
    await (await waiting).saveAs(file);
    return file;
  }

  async function edit(file: string, edits: readonly Edit[]): Promise<void> {
    const workbook = openWorkbook(fs.readFileSync(file));
    workbook.setCells(
      'Plan',
      edits.map(([row, column, value]) => ({ row, column, value })),
    );
    fs.writeFileSync(file, await workbook.toBytes());
  }

  const choose = (page: Page, file: string): Promise<void> => page.locator('input[type=file]').setInputFiles(file);
  const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });
  const text = (page: Page, wanted: string | RegExp) => page.getByText(wanted).first().waitFor();

  test('both edit the same cell; each sees what happens, one decides, both edits arrive (M1 M2 M3 R1)', async () => {
    for (const page of [anna, ben]) await page.getByRole('link', { name: 'Office Move' }).click();
    const [a, b] = [
      await take(anna, 'Download your copy', 'anna.xlsx'),
      await take(ben, 'Download your copy', 'ben.xlsx'),
    ];
    // J9: percent of "Choose the removal company"; D12 and F13: owner and days of two other tasks
    await edit(a, [
      [9, 10, 0.8],
      [12, 4, 'Lena Fischer'],
    ]);
    await edit(b, [
      [9, 10, 0.9],
      [13, 6, 5],
    ]);
    await choose(anna, a);
    await text(anna, 'Plan!D12');
    await button(anna, 'Apply 2 edits').click();
    await text(anna, 'Your workbook and the plan are one again');
    // without a reload: what she did, and that he is there
    await text(ben, /Anna Editor synced a workbook/);
    await anna.getByLabel(/Ben Builder, in the browser/).waitFor();

    await choose(ben, b);
    await text(ben, 'Both of you changed these');
    await text(ben, /by Anna Editor/);
    await button(ben, 'Apply 1 edit').click();
    await text(ben, /parts of your workbook untouched/);
    const merged = await take(ben, 'Download the merged workbook', 'merged.xlsx');

    await ben.getByRole('link', { name: 'Decide now' }).click();
    await ben.getByRole('radio', { name: /In Ben Builder’s workbook/ }).check();
    await button(ben, 'Decide 1 conflict').click();
    await text(ben, '1 conflict decided.');
    await ben.getByRole('link', { name: 'Sync', exact: true }).click();
    const decided = await take(ben, 'Download your copy', 'decided.xlsx');

    const cells = (file: string) => readWorkbook(file).find(({ name }) => name === 'Plan')?.cells ?? {};
    expect([cells(merged)['J9'], cells(merged)['D12'], cells(merged)['F13']].map((cell) => cell?.value)).toEqual([
      0.8,
      'Lena Fischer',
      5,
    ]);
    expect(cells(decided)['J9']?.value).toBe(0.9);
    if (hasLibreOffice()) {
      const office = await LibreOffice.start();
      const again = path.join(dir, 'again.xlsx');
      await office.resave(merged, again).finally(() => office.stop());
      expect([cells(again)['J9'], cells(again)['D12'], cells(again)['F13']].map((cell) => cell?.value)).toEqual([
        0.8,
        'Lena Fischer',
        5,
      ]);
    }
  });

  test('what cannot be taken is told with its cell; a file that is none is explained and can be replaced (V6)', async () => {
    await anna.getByRole('link', { name: 'Sync', exact: true }).click();
    await anna.reload();
    const file = await take(anna, 'Download your copy', 'odd.xlsx');
    await edit(file, [[15, 5, 'next week']]);
    await choose(anna, file);
    await text(anna, 'These cells could not be taken');
    await text(anna, 'Plan!E15');
    await button(anna, 'Not now').click();
    const none = path.join(dir, 'plan.xlsx');
    fs.writeFileSync(none, 'Task,Start\n');
    await choose(anna, none);
    await text(anna, /This is no .xlsx workbook/);
    await button(anna, 'Choose another file').click();
    await text(anna, 'Drop your workbook here');
  });

  test('history tells it as sentences, and one sync is undone (A6)', async () => {
    await anna.getByRole('link', { name: 'History', exact: true }).click();
    const mine = anna.getByRole('article').filter({ hasText: 'Anna Editor synced a workbook' });
    await mine.getByRole('button', { name: 'What changed' }).click();
    await mine.getByRole('cell', { name: 'Lena Fischer' }).waitFor();
    await mine.getByRole('button', { name: 'Undo this' }).click();
    await anna.getByRole('dialog').getByRole('button', { name: 'Undo this' }).click();
    await anna
      .getByRole('dialog')
      .getByText(/Done: the plan is at revision/)
      .waitFor();
    await anna.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
    await text(anna, /Anna Editor undid a sync/);
  });

  test('the plan goes back to its first revision; everything since stays in the history (A6)', async () => {
    const first = anna.getByRole('article').filter({ hasText: 'Olivia Owner made the project' });
    await first.getByRole('button', { name: 'Go back to here' }).click();
    await anna.getByRole('dialog').getByRole('button', { name: 'Go back to here' }).click();
    await anna
      .getByRole('dialog')
      .getByText(/Done: the plan is at revision/)
      .waitFor();
    await anna.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
    await text(anna, /Anna Editor went back/);
    await anna.getByRole('article').filter({ hasText: 'Anna Editor undid a sync' }).waitFor();
    await anna.getByRole('link', { name: 'Plan', exact: true }).click();
    await anna.getByRole('gridcell', { name: 'Mara Lindqvist' }).first().waitFor();
  });

  test('any two revisions are compared, task by task', async () => {
    await anna.getByRole('link', { name: 'History', exact: true }).click();
    const first = anna.getByRole('article').filter({ hasText: 'Olivia Owner made the project' });
    await first.getByRole('button', { name: 'Compare' }).click();
    await anna.getByRole('heading', { name: 'Compare two revisions' }).waitFor();
    // it went back there: nothing is different
    await text(anna, 'This revision has no changes to show.');
    await anna.getByRole('combobox', { name: 'To' }).selectOption('2');
    await anna.getByRole('rowheader', { name: 'Choose the removal company' }).waitFor();
    await button(anna, 'Close').click();
  });

  test('under manual nothing is written: the upload waits as a whole until it is decided (M2 A9)', async () => {
    for (const page of [anna, ben]) {
      await page.getByRole('link', { name: 'Sync', exact: true }).click();
      await page.reload();
    }
    const [a, b] = [
      await take(anna, 'Download your copy', 'anna-2.xlsx'),
      await take(ben, 'Download your copy', 'ben-2.xlsx'),
    ];
    await edit(a, [[10, 10, 0.2]]);
    await edit(b, [
      [10, 10, 0.3],
      [14, 6, 9],
    ]);
    await choose(anna, a);
    await button(anna, 'Apply 1 edit').click();
    await text(anna, 'Your workbook and the plan are one again');
    await choose(ben, b);
    await ben.getByRole('radio', { name: /nothing of this upload is written/ }).check();
    await text(ben, 'Both of you changed these');
    await button(ben, /^(Apply|Get)/).click();
    await text(ben, 'Your upload waits for decisions');
    await ben.getByRole('link', { name: 'Decide now' }).click();
    await button(ben, 'Look at it').click();
    await ben.getByRole('radio').first().waitFor();
    await button(ben, 'Discard').click();
    await ben.getByRole('dialog').getByRole('button', { name: 'Discard' }).click();
    await text(ben, 'No upload is waiting');
  });

  test('nothing was complained about, by a page or by its Content-Security-Policy', () => {
    expect(browser.complaints).toEqual([]);
  });
});
