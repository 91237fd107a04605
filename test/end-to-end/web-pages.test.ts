/** Every page in light and dark, wide and narrow: nothing for axe (WCAG 2.2 AA), nothing that scrolls sideways, no complaint; and what the first pages weigh. */
import fs from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ensureWeb } from '../../scripts/build-web.ts';
import { hasChromium, openBrowser, type TestBrowser } from '../support/browser.ts';
import { repositoryRoot } from '../support/corpora.ts';
import { faults } from '../support/page-faults.ts';
import { type DemoUser, type RunningServer, startServer } from '../support/server.ts';

const looks = [
  { colorScheme: 'light', viewport: { width: 1280, height: 800 } },
  { colorScheme: 'dark', viewport: { width: 320, height: 640 } },
] as const;
const first = ['/', '/new', '/account'];
const ofOwners = ['/organisation', '/organisation/sign-in', '/organisation/data'];
const settings = ['/settings/people', '/settings/fields', '/settings/data'];
const pages = [
  '',
  '/plan',
  '/conflicts',
  '/history',
  '/parked',
  '/copies',
  '/connect',
  '/audit',
  '/timeline',
  '/dashboard',
  '/settings',
];

describe.skipIf(!hasChromium())('the pages of the web application', () => {
  let server: RunningServer;
  let browser: TestBrowser;
  beforeAll(async () => {
    await ensureWeb(() => {});
    [server, browser] = await Promise.all([startServer(), openBrowser()]);
  });
  afterAll(async () => {
    await Promise.all([server?.stop(), browser?.close()]);
  });

  test.each(looks)('$colorScheme, $viewport.width wide', async (look) => {
    const page = await browser.open(server.url, undefined, look);
    expect({ at: 'sign-in', faults: await faults(page) }).toEqual({ at: 'sign-in', faults: [] });
    await page.goto(`${server.url}/#token=${server.demo.users[0]?.token}`);
    await page.reload();
    for (const at of [...first, ...pages.map((one) => `/projects/${server.demo.project_id}${one}`)]) {
      await page.goto(`${server.url}${at}`);
      expect({ at, faults: await faults(page) }).toEqual({ at, faults: [] });
    }
  });

  test.each(looks)('pages of settings, $colorScheme, $viewport.width wide', async (look) => {
    const page = await browser.open(server.url, server.demo.users[0]?.token, look);
    await page.getByRole('link', { name: 'Office Move' }).waitFor();
    for (const at of [...ofOwners, ...settings.map((one) => `/projects/${server.demo.project_id}${one}`)]) {
      await page.goto(`${server.url}${at}`);
      expect({ at, faults: await faults(page) }).toEqual({ at, faults: [] });
    }
  });

  test('doors: what mailed links and a fresh server lead to', async () => {
    for (const at of ['/setup#token=x', '/join', '/join#token=x', '/reset-password#token=x', '/nowhere']) {
      const page = await browser.open(`${server.url}${at}`);
      expect({ at, faults: await faults(page) }).toEqual({ at, faults: [] });
    }
  });

  test('right to left', async () => {
    const page = await browser.open(server.url, server.demo.users[0]?.token, { locale: 'he' });
    await page.getByRole('link', { name: 'Office Move' }).waitFor();
    const ofProject = ['', '/plan', '/timeline', '/settings', '/settings/data'].map(
      (one) => `/projects/${server.demo.project_id}${one}`,
    );
    for (const at of [...ofProject, '/organisation', '/organisation/sign-in']) {
      await page.goto(`${server.url}${at}`);
      expect({ at, faults: await faults(page) }).toEqual({ at, faults: [] });
      expect(await page.evaluate('document.documentElement.dir')).toBe('rtl');
    }
  });

  test('the preview of a sync, what stands over a page, a cell that is typed in', async () => {
    const page = await browser.open(server.url, server.demo.users[0]?.token);
    await page.getByRole('link', { name: 'Office Move' }).click();
    const waiting = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download your copy' }).click();
    await page.locator('input[type=file]').setInputFiles(await (await waiting).path());
    await page.getByText('This is what your workbook changes').waitFor();
    const found = async (at: string) => expect({ at, faults: await faults(page) }).toEqual({ at, faults: [] });
    await found('preview');
    const project = `${server.url}/projects/${server.demo.project_id}`;
    await page.goto(`${project}/settings`);
    await page.getByRole('button', { name: 'Put the project away' }).click();
    await page.getByRole('dialog').waitFor();
    await found('a question');
    await page.goto(`${project}/history`);
    await page.getByRole('button', { name: 'Compare' }).first().click();
    await found('a comparison');
    await page.goto(`${project}/copies`);
    await page.getByRole('button', { name: 'Withdraw' }).first().click();
    await page.getByRole('dialog').waitFor();
    await found('the question before a copy is withdrawn');
    await page.goto(`${project}/plan`);
    await page.getByRole('button', { name: 'Filter' }).click();
    await page.getByRole('dialog').waitFor();
    await found('the filter');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Columns' }).click();
    await page.getByRole('menu').waitFor();
    await found('the choice of columns');
    await page.keyboard.press('Escape');
    await page.getByRole('gridcell', { name: 'Mara Lindqvist' }).first().dblclick();
    await page.locator('[data-row] input').waitFor();
    await found('a cell that is typed in');
  });

  test.each(looks)('what owners fill in, $colorScheme, $viewport.width wide', async (look) => {
    const page = await browser.open(server.url, server.demo.users[0]?.token, look);
    await page.getByRole('link', { name: 'Office Move' }).waitFor();
    const found = async (at: string) => expect({ at, faults: await faults(page) }).toEqual({ at, faults: [] });
    await page.goto(`${server.url}/organisation/sign-in`);
    await page.getByRole('radio', { name: 'Everybody with a password needs a second factor' }).click();
    await page.getByRole('dialog').waitFor();
    await found('the demand of a second factor');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Add a provider' }).click();
    await page.getByRole('button', { name: 'Another group' }).last().click();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('An address that begins with https://').waitFor();
    await found('a provider with mistakes');
    await page.getByRole('radio', { name: 'SAML 2.0' }).click();
    await found('a SAML provider');
    await page.keyboard.press('Escape');
    await page.goto(`${server.url}/projects/${server.demo.project_id}/settings/fields`);
    await page.getByRole('button', { name: 'Rename Notes' }).click();
    await found('another name for a field');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Share Cost per day' }).click();
    await found('a column that is shared');
    await page.keyboard.press('Escape');
    await page.goto(`${server.url}/organisation`);
    await page.getByRole('button', { name: 'What to do about Ben Builder' }).click();
    await found('what is done about a member');
    await page.getByRole('menuitem', { name: 'Erase' }).click();
    await page.getByRole('button', { name: 'See what would be erased' }).click();
    await page.getByRole('button', { name: 'Erase for good' }).waitFor();
    await found('an erasure');
  });

  test('one signs in with address and password, and out again', async () => {
    const page = await browser.open(server.url);
    const { email, password } = server.demo.users[1] as DemoUser;
    await page.getByLabel('E-mail address').fill(email);
    await page.getByLabel(/^Password/).fill('certainly wrong');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText(/do not belong together/).waitFor();
    await page.getByLabel(/^Password/).fill(password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('link', { name: 'Office Move' }).waitFor();
    await page.getByRole('button', { name: /Account/ }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByLabel('E-mail address').waitFor();
  });

  test('nothing was complained about', () => {
    expect(browser.complaints).toEqual([]);
  });

  test('sign-in and project list need less than 250 kB of JavaScript, compressed', async () => {
    const page = await browser.open(server.url, server.demo.users[0]?.token);
    await page.getByRole('link', { name: 'Office Move' }).waitFor();
    await page.getByRole('button', { name: /Account/ }).waitFor();
    const loaded = (await page.evaluate(
      "performance.getEntriesByType('resource').map((entry) => new URL(entry.name).pathname)",
    )) as readonly string[];
    const scripts = loaded.filter((name) => name.endsWith('.js'));
    const dist = path.join(repositoryRoot, 'apps/web/dist');
    const bytes = scripts.map((name) => gzipSync(fs.readFileSync(path.join(dist, name))).length);
    expect(scripts.length).toBeGreaterThan(0);
    expect(bytes.reduce((sum, one) => sum + one, 0)).toBeLessThan(250_000);
  });
});
