/** What owners say for their organisation and its projects, in a real browser against the real server. */
import fs from 'node:fs';
import path from 'node:path';
import { SprintforgeClient } from '@sprintforge/protocol';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { servicesAsVariables } from '../../apps/server/test/given-services.ts';
import { edited, freshCopy } from '../../apps/server/test/support.ts';
import { ensureWeb } from '../../scripts/build-web.ts';
import { hasChromium, openBrowser, type TestBrowser } from '../support/browser.ts';
import { repositoryRoot } from '../support/corpora.ts';
import { freePort, type OwnProcess, serve } from '../support/own-process.ts';
import { faults } from '../support/page-faults.ts';
import { type RunningServer, startServer } from '../support/server.ts';

describe.skipIf(!hasChromium())('the settings of the web application', () => {
  let server: RunningServer;
  let browser: TestBrowser;
  let owner: SprintforgeClient;
  let provider: OwnProcess;
  let idp = '';
  let page: Page;
  beforeAll(async () => {
    await ensureWeb(() => {});
    const port = await freePort();
    idp = `http://127.0.0.1:${port}`;
    const script = path.join(repositoryRoot, 'apps/server/test/sign-on/saml-server.ts');
    const cloud = 'http://127.0.0.1:9';
    [server, browser, provider] = await Promise.all([
      startServer({
        ...(await servicesAsVariables()),
        SPRINTFORGE_OUTGOING_ALLOW: '127.0.0.1/32',
        SPRINTFORGE_CLOUD_URL: cloud,
        // so that what has just been uploaded is old already
        SPRINTFORGE_RETENTION_BOUNDS: '{"recovery": {"least": 0}}',
      }),
      openBrowser(),
      serve(process.execPath, [script, String(port)], port),
    ]);
    owner = new SprintforgeClient({ url: server.url, token: server.demo.users[0]!.token });
    page = await browser.open(server.url, server.demo.users[0]!.token);
    await page.getByRole('link', { name: 'Office Move' }).waitFor();
  });
  afterAll(async () => {
    expect(browser?.complaints).toEqual([]);
    await Promise.all([server?.stop(), browser?.close(), provider?.stop()]);
  });
  const settings = (part: string) => page.goto(`${server.url}/projects/${server.demo.project_id}/settings${part}`);
  const button = (name: string) => page.getByRole('button', { name, exact: true });

  test('one finds the organisation from everywhere', async () => {
    await page.getByRole('button', { name: /Account/ }).click();
    await page.getByRole('menuitem', { name: 'Organisation' }).click();
    await page.getByLabel('Name of the organisation').fill('Demo & Sons');
    await button('Save').click();
    await page.getByText('Saved.').waitFor();
    expect((await owner.account.organisation()).name).toBe('Demo & Sons');
  });

  test('a provider that does not answer is told at its field, and nothing typed is lost', async () => {
    await page.goto(`${server.url}/organisation/sign-in`);
    await button('Add a provider').click();
    await page.getByRole('radio', { name: 'SAML 2.0' }).click();
    await page.getByLabel('Name', { exact: false }).first().fill('Our company');
    const address = page.getByLabel('Address of the metadata');
    await address.fill('http://127.0.0.1:9/metadata');
    await page.getByLabel('Domains of your addresses').fill('demo.example');
    // the page behind has one of that name as well
    await page.getByRole('dialog').getByRole('button', { name: 'Another group' }).click();
    await page.getByLabel('Group 1', { exact: true }).fill('planners');
    await page.getByLabel('Role of planners').selectOption('editor');
    await button('Save').click();
    const told = page
      .locator(`#${await address.getAttribute('id')}`)
      .locator('xpath=ancestor::*[contains(@class,"fui-Field")][1]');
    await expect.poll(() => told.innerText()).toMatch(/127\.0\.0\.1|answer|reach/i);
    expect(await page.getByLabel('Group 1', { exact: true }).inputValue()).toBe('planners');
    await address.fill(`${idp}/metadata`);
    await button('Save').click();
    await page.getByText('What the provider is to know').waitFor();
    expect((await owner.signOn.providers()).identity_providers).toMatchObject([
      { name: 'Our company', kind: 'saml', domains: ['demo.example'], roles: { planners: 'editor' } },
    ]);
  });

  test('it is tested, edited and removed', async () => {
    await button('Test').click();
    await page.getByText('Our company answers').waitFor();
    await button('Edit').click();
    await page.getByRole('switch', { name: 'People may sign in there' }).click();
    await button('Save').click();
    await page.getByText('switched off').waitFor();
    await button('Remove').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await page.getByText('There is none yet').waitFor();
    expect((await owner.signOn.providers()).identity_providers).toEqual([]);
  });

  test("a directory's token is shown once, and lets it in until it is ended", async () => {
    await button('Make a token').click();
    const token = await page.getByText(/^sfo_/).innerText();
    const asked = () => fetch(`${server.url}/scim/v2/Users`, { headers: { authorization: `Bearer ${token}` } });
    expect((await asked()).status).toBe(200);
    await page.getByLabel('Everybody else').selectOption('editor');
    await button('Save the roles').click();
    await page.getByText('Saved.').waitFor();
    await page.reload();
    expect(await page.getByLabel('Everybody else').inputValue()).toBe('editor');
    expect(await page.getByText(/^sfo_/).count()).toBe(0);
    await button('Let no directory in').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Let no directory in' }).click();
    await page.getByText('No directory is let in yet.').waitFor();
    expect((await asked()).status).toBe(401);
  });

  test('what the organisation says of content and fields holds in its projects', async () => {
    await page.goto(`${server.url}/organisation/data`);
    await page.getByText('The largest workbook may have').waitFor();
    await page.getByLabel('Here: Macros').selectOption('refuse');
    await page.getByLabel('Is: Notes').selectOption('personal');
    await expect.poll(async () => (await owner.privacy.classes()).classes).toEqual({ notes: 'personal' });
    await settings('/data');
    await page.getByText('The organisation says: workbook refused').waitFor();
    expect(await page.getByLabel('Is: Notes').locator('option:checked').innerText()).toBe(
      'personal (by the organisation)',
    );
    await page.getByLabel('Here: Embedded objects').selectOption('refuse');
    const here = async () => {
      const { policies } = await owner.screen.ofProject(server.demo.project_id);
      return policies.filter(({ project }) => project !== null).map(({ kind, in_force }) => [kind, in_force]);
    };
    await expect.poll(here).toEqual([['oleObjects', 'refuse']]);
  });

  test('how long what is kept is said for all projects and for one, and nothing goes unasked', async () => {
    const { project_id } = server.demo;
    const file = await edited(await freshCopy(owner, project_id), [[2, 'name', 'Something new']]);
    await owner.upload({ project_id, file });
    const said = async (kind: string) => {
      const { periods } = await owner.retention.ofProject(project_id);
      const found = periods.find((one) => one.kind === kind);
      return [found?.organisation, found?.project, found?.in_force];
    };
    await page.goto(`${server.url}/organisation/data`);
    await page.getByText('set by whoever runs the server', { exact: true }).waitFor();
    await page.getByLabel('Here: Older states of plans').selectOption('10 years');
    await expect.poll(() => said('history')).toEqual([3650, null, 3650]);
    await settings('/data');
    const points = page.getByLabel('Here: Recovery points');
    await points.selectOption('30 days');
    await expect.poll(() => said('recovery')).toEqual([null, 30, 30]);
    await points.selectOption('0 days');
    await page.getByText('In the coming night these are deleted for good: 1 recovery point.').waitFor();
    expect(await faults(page)).toEqual([]);
    await button('Cancel').click();
    expect(await said('recovery')).toEqual([null, 30, 30]);
    expect(await points.locator('option:checked').innerText()).toBe('30 days');
    await points.selectOption('0 days');
    await button('Keep for a shorter time').click();
    await expect.poll(() => said('recovery')).toEqual([null, 0, 0]);
    await expect.poll(() => points.locator('option:checked').innerText()).toBe('0 days');
  });

  test('a field is added and renamed, and a column of one’s own is shared', async () => {
    await settings('/fields');
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByText('This is needed.').waitFor();
    await page.getByLabel('What it is called').fill('status');
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByText('there is a field of this name already').waitFor();
    await page.getByLabel('What it is called').fill('Danger');
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByText('Danger is a field now.').waitFor();
    await button('Rename Danger').click();
    await page.getByRole('dialog').getByLabel('What it is called').fill('Risk');
    await button('Save').click();
    await button('Rename Risk').waitFor();
    await button('Share Cost per day').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Share' }).click();
    await page.getByText(/^Cost per day is shared, with \d+ values?\./).waitFor();
    const { fields } = await owner.fields(server.demo.project_id);
    expect(fields.slice(-2).map(({ key, label, type }) => [key, label, type])).toEqual([
      ['c_danger', 'Risk', 'text'],
      ['c_cost_per_day', 'Cost per day', 'number'],
    ]);
  });

  test('a field is archived after a look at what goes with it, and brought back', async () => {
    const { project_id } = server.demo;
    await owner.upload({
      project_id,
      file: await edited(await freshCopy(owner, project_id), [[1, 'c_danger', 'High']]),
    });
    await settings('/fields');
    expect(await page.getByRole('button', { name: 'Archive Notes' }).count()).toBe(0);
    await button('Archive Risk').click();
    await page.getByText(/^1 task has a value in it\./).waitFor();
    expect(await faults(page)).toEqual([]);
    await page.getByRole('dialog').getByRole('button', { name: 'Archive' }).click();
    await button('Bring back Risk').waitFor();
    const risk = async () => (await owner.tasks(project_id, { limit: 1 })).tasks[0]?.['c_danger'];
    expect(await risk()).toBeUndefined();
    await button('Bring back Risk').click();
    await button('Archive Risk').waitFor();
    expect(await risk()).toBe('High');
  });

  test('a cloud that does not answer is told, and nothing typed is lost', async () => {
    await settings('/data');
    await button('Link the plan').click();
    expect(await page.getByText('This is needed.').count()).toBe(2);
    await page.getByLabel('Id of the empty project there').fill(server.demo.project_id);
    await page.getByLabel('Token of that project').fill(`sfj_${'x'.repeat(43)}`);
    await button('Link the plan').click();
    await page.getByRole('alert').waitFor();
    expect(await page.getByLabel('Token of that project').inputValue()).toHaveLength(47);
    expect((await owner.privacy.cloud(server.demo.project_id)).status).toBe('local_only');
  });

  test('who forgot the password gets a link from an owner, and learns of it', async () => {
    await page.goto(`${server.url}/organisation`);
    const about = (name: string) => page.getByRole('button', { name: `What to do about ${name}` }).click();
    await about('Olivia Owner');
    expect(await page.getByRole('menuitem', { name: 'Link to a new password' }).count()).toBe(0);
    await page.keyboard.press('Escape');
    await about('Anna Editor');
    await page.getByRole('menuitem', { name: 'Link to a new password' }).click();
    await button('Make the link').click();
    await page.getByText('No mail is sent here.').waitFor();
    expect(await faults(page)).toEqual([]);
    const link = await page.getByRole('dialog').locator('code').innerText();
    await button('Close').click();
    const anna = await browser.open(link);
    await anna.getByLabel('New password').fill('a brand new morning');
    await anna.getByRole('button', { name: 'Set the password' }).click();
    await anna.getByLabel('E-mail address').fill('anna@demo.example');
    await anna.getByLabel(/^Password/).fill('a brand new morning');
    await anna.getByRole('button', { name: 'Sign in' }).click();
    await anna.getByRole('button', { name: /What you were told: \d+ new/ }).click();
    await anna.getByText('Olivia Owner made a link to a new password for your account.').waitFor();
    expect(await faults(anna)).toEqual([]);
    await anna.getByRole('link', { name: 'Your account' }).click();
    await anna.getByRole('button', { name: 'What you were told', exact: true }).waitFor();
  });

  test('a person is given away as a file, and erased after a look at what that does', async () => {
    await page.goto(`${server.url}/organisation`);
    const about = () => page.getByRole('button', { name: 'What to do about Ben Builder' });
    await about().click();
    const waiting = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: 'Everything about them, as a file' }).click();
    const zip = fs.readFileSync(await (await waiting).path());
    expect(zip.subarray(0, 2).toString()).toBe('PK');
    expect(zip.includes('ben@demo.example')).toBe(true);
    await about().click();
    await page.getByRole('menuitem', { name: 'Erase' }).click();
    await button('See what would be erased').click();
    await page.getByText(/plan.*nam.* this person/i).waitFor();
    expect((await owner.account.members()).members.map(({ name }) => name)).toContain('Ben Builder');
    await button('Erase for good').click();
    await page.getByText(/Erased\. Plans that named/).waitFor();
    await button('Close').click();
    await expect.poll(() => about().count()).toBe(0);
  });

  test('others look, and see nothing of how people come in', async () => {
    const editor = server.demo.users.find(({ role }) => role === 'editor')!;
    const other = await browser.open(server.url, editor.token);
    await other.getByRole('link', { name: 'Office Move' }).waitFor();
    await other.goto(`${server.url}/organisation/sign-in`);
    await other.getByText('Only an owner of the organisation sees this.').waitFor();
    await other.goto(`${server.url}/organisation/data`);
    await other.getByText('Macro sheets').waitFor();
    expect(await other.locator('select').count()).toBe(0);
  });
});
