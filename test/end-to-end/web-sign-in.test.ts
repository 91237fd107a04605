/** People at the door, in a real browser: at an identity provider of another site, and with a second factor. */
import { createHmac } from 'node:crypto';
import path from 'node:path';
import { SprintforgeClient } from '@sprintforge/protocol';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ensureWeb } from '../../scripts/build-web.ts';
import { hasChromium, openBrowser, type TestBrowser } from '../support/browser.ts';
import { repositoryRoot } from '../support/corpora.ts';
import { freePort, type OwnProcess, serve } from '../support/own-process.ts';
import { type RunningServer, startServer } from '../support/server.ts';

describe.skipIf(!hasChromium())('the door', () => {
  let server: RunningServer;
  let browser: TestBrowser;
  let owner: SprintforgeClient;
  let provider: OwnProcess;
  let idp = '';
  beforeAll(async () => {
    await ensureWeb(() => {});
    const port = await freePort();
    idp = `http://127.0.0.1:${port}`;
    const script = path.join(repositoryRoot, 'apps/server/test/sign-on/saml-server.ts');
    [server, browser, provider] = await Promise.all([
      startServer({ SPRINTFORGE_OUTGOING_ALLOW: '127.0.0.1/32' }),
      openBrowser(),
      serve(process.execPath, [script, String(port)], port),
    ]);
    owner = new SprintforgeClient({ url: server.url, token: server.demo.users[0]!.token });
    const { addresses } = await owner.signOn.add({
      kind: 'saml',
      name: 'Our SAML',
      domains: ['demo.example'],
      default_role: 'viewer',
      saml: { metadata_url: `${idp}/metadata` },
    });
    await put('/service', await (await fetch(addresses.metadata!)).text());
  });
  afterAll(async () => {
    await Promise.all([server?.stop(), browser?.close(), provider?.stop()]);
  });
  const put = (to: string, body: unknown) =>
    fetch(`${idp}${to}`, { method: 'PUT', body: typeof body === 'string' ? body : JSON.stringify(body) });

  async function atOrganisation(page: Page, email: string): Promise<void> {
    await page.getByRole('button', { name: 'Sign in with your organisation instead' }).click();
    await page.getByLabel('E-mail address').fill(email);
    await page.getByRole('button', { name: 'Continue' }).click();
  }

  test('somebody signs in at their organisation, on another site, and lands where they wanted to go', async () => {
    await put('/told', { nameId: 'wanda', attributes: { email: 'wanda@demo.example', displayName: 'Wanda Web' } });
    const page = await browser.open(`${server.url}/projects/${server.demo.project_id}/history`);
    await atOrganisation(page, 'wanda@demo.example');
    await page.getByRole('button', { name: /Wanda Web/ }).waitFor();
    expect(new URL(page.url()).pathname).toBe(`/projects/${server.demo.project_id}/history`);
    expect(browser.complaints).toEqual([]);
  });

  test('somebody who is not let in reads why', async () => {
    await put('/told', { nameId: 'eve', attributes: { email: 'eve@evil.example' } });
    const page = await browser.open(`${server.url}/sign-in`);
    await atOrganisation(page, 'eve@demo.example');
    await page.getByText('Your organisation does not let you in here.').waitFor();
    await atOrganisation(page, 'eve@nowhere.example');
    await page.getByText('No organisation here has a sign-in of its own for this address.').waitFor();
  });

  test('a password, then an app is set up, then its code is asked for', async () => {
    const password = 'a quiet river at noon';
    const { link } = await owner.account.invite({ email: 'paula@demo.example', role: 'editor', name: 'Paula' });
    await owner.secondFactor.setPolicy('required');
    const page = await browser.open(link);
    await page.getByLabel('Your name').fill('Paula');
    await page.getByLabel('Password').fill(password);
    await page.getByRole('button', { name: 'Join' }).click();
    await page.getByRole('button', { name: 'Set up an authenticator app' }).click();
    const secret = await page.getByLabel('Key').inputValue();
    await page.getByLabel('Code').fill(code(secret, 0));
    await page.getByRole('button', { name: 'Confirm' }).click();
    const written = page.getByRole('button', { name: 'I have written them down' });
    await written.waitFor();
    expect(await page.getByRole('listitem').count()).toBe(10);
    await written.click();
    await page.getByRole('button', { name: /Paula/ }).waitFor();

    const again = await browser.open(`${server.url}/sign-in`);
    await again.getByLabel('E-mail address').fill('paula@demo.example');
    await again.getByLabel('Password').fill(password);
    await again.getByRole('button', { name: 'Sign in', exact: true }).click();
    await again.getByLabel('Code').fill('000000');
    await again.getByRole('button', { name: 'Sign in', exact: true }).click();
    await again.getByText('This is no code of now').waitFor();
    await again.getByLabel('Code').fill(code(secret, 1));
    await again.getByRole('button', { name: 'Sign in', exact: true }).click();
    await again.getByRole('button', { name: /Paula/ }).waitFor();
    expect(browser.complaints).toEqual([]);
  });
});

/** What an app shows (RFC 6238), so many intervals from now. */
function code(secret: string, later: number): string {
  const bits = [...secret].map((letter) =>
    'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'),
  );
  const key = Buffer.from(
    bits
      .join('')
      .match(/.{8}/g)!
      .map((byte) => Number.parseInt(byte, 2)),
  );
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + later));
  const mac = createHmac('sha1', key).update(counter).digest();
  const number = mac.readUInt32BE(mac[19]! & 15) & 0x7fff_ffff;
  return String(number % 1_000_000).padStart(6, '0');
}
