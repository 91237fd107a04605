/** What a page shows when the server fails, is slow or is away: it says so, the way on is there, and nothing typed is lost. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ensureWeb } from '../../scripts/build-web.ts';
import { hasChromium, openBrowser, type TestBrowser } from '../support/browser.ts';
import { type RunningServer, startServer } from '../support/server.ts';

/** By page: what of the server it cannot do without, and what stands there once it answers. */
const pages: readonly (readonly [page: string, needs: string, shows: string])[] = [
  ['/', '/api/projects', 'Office Move'],
  ['P', '/api/projects/*', 'Drop your workbook here'],
  ['P/plan', '/api/projects/*/tasks', 'Collect what every team needs'],
  ['P/timeline', '/api/projects/*/tasks', 'Collect what every team needs'],
  ['P/dashboard', '/api/projects/*/tasks', 'Still to do, by person'],
  ['P/conflicts', '/api/projects/*/conflicts', 'Nobody disagrees'],
  ['P/history', '/api/projects/*/revisions', 'Olivia Owner made the project'],
  ['P/parked', '/api/projects/*/parked', 'No upload is waiting'],
  ['P/copies', '/api/projects/*/copies', 'Nobody holds a copy'],
  ['P/audit', '/api/projects/*/audit', 'project made'],
];

describe.skipIf(!hasChromium())('when the server does not do as it should', () => {
  let server: RunningServer;
  let browser: TestBrowser;
  let page: Page;
  beforeAll(async () => {
    await ensureWeb(() => {});
    [server, browser] = await Promise.all([startServer(), openBrowser()]);
    page = await browser.open(server.url, server.demo.users[0]?.token);
    await page.getByRole('link', { name: 'Office Move' }).waitFor();
  });
  afterAll(async () => {
    await Promise.all([server?.stop(), browser?.close()]);
  });

  const addressOf = (name: string) => server.url + name.replace(/^P/, `/projects/${server.demo.project_id}`);
  const matching = (needs: string) => new RegExp(`${needs.replaceAll('*', '[^/]+')}(\\?.*)?$`);
  const shown = (text: string, on: Page = page) => on.getByText(text).locator('visible=true').first().waitFor();

  test.each(pages)('%s: loading, then an error with the way on, then what there is', async (name, needs, shows) => {
    let answer = () => {};
    const held = new Promise<void>((done) => {
      answer = done;
    });
    await page.route(matching(needs), async (route) => {
      await held;
      await route.fulfill({ status: 500, contentType: 'application/problem+json', body: failure });
    });
    await page.goto(addressOf(name));
    await page.locator('.fui-Spinner').first().waitFor();
    answer();
    await page.getByRole('alert').getByText('Something went wrong on our side').waitFor();
    await page.unroute(matching(needs));
    await page.getByRole('button', { name: 'Try again' }).first().click();
    await shown(shows);
    expect(await page.getByRole('alert').count()).toBe(0);
  });

  test('without a line: it is said, a page whose code is not there yet says so, and comes when the line does', async () => {
    const fresh = await browser.open(server.url, server.demo.users[0]?.token);
    await fresh.getByRole('link', { name: 'Office Move' }).click();
    await shown('Drop your workbook here', fresh);
    await fresh.context().setOffline(true);
    await shown('You are offline', fresh);
    await fresh.getByRole('link', { name: 'Copies' }).click();
    await fresh.getByRole('alert').getByText('The server cannot be reached').waitFor();
    await fresh.context().setOffline(false);
    await fresh.getByRole('button', { name: 'Try again' }).click();
    await shown('Nobody holds a copy', fresh);
    expect(await fresh.getByText('You are offline').count()).toBe(0);
    await fresh.context().close();
  });

  test('a cell that was typed without a line is saved when the line is back', async () => {
    await page.goto(addressOf('P/plan'));
    await page.getByRole('gridcell', { name: 'Agree the budget' }).click();
    await page.context().setOffline(true);
    await page.keyboard.type('Agree the whole budget');
    await page.keyboard.press('Enter');
    await page.getByRole('gridcell', { name: 'Agree the whole budget' }).waitFor();
    await page.context().setOffline(false);
    await page.goto(addressOf('P/history'));
    await shown('Olivia Owner edited the plan');
  });

  test('a form that could not be sent keeps what was typed', async () => {
    await page.goto(addressOf('P/settings'));
    const name = page.getByLabel('Name').first();
    await name.fill('Office Move, west');
    const save = page.getByRole('button', { name: 'Save' }).first();
    await page.route('**/api/projects/*', (route) =>
      route.request().method() === 'PATCH'
        ? route.fulfill({ status: 500, contentType: 'application/problem+json', body: failure })
        : route.continue(),
    );
    await save.click();
    await page.getByRole('alert').first().waitFor();
    expect(await name.inputValue()).toBe('Office Move, west');
    await page.unroute('**/api/projects/*');
    await save.click();
    await shown('Saved.');
  });
});

const failure = JSON.stringify({ type: 'about:blank', title: 'Internal error', status: 500, code: 'INTERNAL' });
