/** Passkeys in a real Chromium with an authenticator of its own (CDP), through a proxy that serves the application below a path. */
import http from 'node:http';
import { SprintforgeClient } from '@sprintforge/protocol';
import type { CDPSession, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ensureWeb } from '../../scripts/build-web.ts';
import { hasChromium, openBrowser, type TestBrowser } from '../support/browser.ts';
import { freePort } from '../support/own-process.ts';
import { type RunningServer, startServer } from '../support/server.ts';

const password = 'a quiet river at noon';

/** Whoever asks for `/plans/…` gets what the server has at `/…`. */
function proxyTo(port: number): http.Server {
  return http.createServer((request, response) => {
    const path = request.url?.replace(/^\/plans(?=\/|$)/, '') || '/';
    const { method, headers } = request;
    const onward = http.request({ port, path, method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => response.destroy());
    request.pipe(onward);
  });
}

describe.skipIf(!hasChromium())('passkeys', () => {
  let server: RunningServer;
  let browser: TestBrowser;
  let proxy: http.Server;
  let owner: SprintforgeClient;
  let url = '';
  beforeAll(async () => {
    await ensureWeb(() => {});
    const outside = await freePort();
    url = `http://localhost:${outside}/plans`;
    [server, browser] = await Promise.all([startServer({ SPRINTFORGE_PUBLIC_URL: url }), openBrowser()]);
    proxy = proxyTo(Number(new URL(server.url).port));
    await new Promise<void>((resolve) => proxy.listen(outside, () => resolve()));
    owner = new SprintforgeClient({ url: server.url, token: server.demo.users[0]!.token });
  });
  afterAll(async () => {
    proxy?.closeAllConnections();
    proxy?.close();
    await Promise.all([server?.stop(), browser?.close()]);
  });

  /** A device that asks who it is and is answered at once. */
  async function withDevice(page: Page): Promise<{ readonly cdp: CDPSession; readonly authenticatorId: string }> {
    const cdp = await page.context().newCDPSession(page);
    await cdp.send('WebAuthn.enable');
    const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
    return { cdp, authenticatorId };
  }
  /** The form that this button sends. */
  const formOf = (page: Page, name: string) =>
    page.locator('form').filter({ has: page.getByRole('button', { name, exact: true }) });
  const signIn = async (page: Page): Promise<void> => {
    await page.getByLabel('E-mail address').fill('petra@demo.example');
    await page.getByLabel('Password').fill(password);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  };

  test('somebody adds one where the organisation asks for it, comes in with it twice over, alone, and removes it', async () => {
    await owner.secondFactor.setPolicy('required');
    await owner.secondFactor.setPasswordless(true);
    const { link } = await owner.account.invite({ email: 'petra@demo.example', role: 'editor', name: 'Petra' });
    const page = await browser.open(link);
    const { cdp, authenticatorId } = await withDevice(page);
    await page.getByLabel('Your name').fill('Petra');
    await page.getByLabel('Password').fill(password);
    await page.getByRole('button', { name: 'Join' }).click();
    await formOf(page, 'Add a passkey').getByLabel('Name').fill('My laptop');
    await page.getByRole('button', { name: 'Add a passkey' }).click();
    await page.getByRole('button', { name: 'I have written them down' }).waitFor();
    expect(await page.getByRole('listitem').count()).toBe(10);
    await page.getByRole('button', { name: 'I have written them down' }).click();
    await page.getByRole('button', { name: /Petra/ }).waitFor();
    const { credentials } = await cdp.send('WebAuthn.getCredentials', { authenticatorId });
    expect(credentials).toMatchObject([{ rpId: 'localhost', isResidentCredential: true }]);

    // after the password
    await page.context().clearCookies();
    await page.goto(`${url}/sign-in`);
    await signIn(page);
    await page.getByRole('button', { name: 'Use a passkey' }).click();
    await page.getByRole('button', { name: /Petra/ }).waitFor();

    // instead of it
    await page.context().clearCookies();
    await page.goto(`${url}/sign-in`);
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
    await page.getByRole('button', { name: /Petra/ }).waitFor();

    // from a device that has none
    const other = await browser.open(`${url}/sign-in`);
    const bare = await withDevice(other);
    await bare.cdp.send('WebAuthn.setUserVerified', { authenticatorId: bare.authenticatorId, isUserVerified: false });
    await other.getByRole('button', { name: 'Sign in with a passkey' }).click();
    await other.getByText('The browser gave no passkey').waitFor();

    await page.goto(`${url}/account`);
    await page.getByRole('row', { name: /My laptop/ }).waitFor();
    await formOf(page, 'Add a passkey').getByLabel('Name').fill('The same again');
    await formOf(page, 'Add a passkey').getByLabel('Password').fill(password);
    await page.getByRole('button', { name: 'Add a passkey' }).click();
    await page.getByText('The browser gave no passkey').waitFor(); // the device has one already
    await page
      .getByRole('row', { name: /My laptop/ })
      .getByRole('button', { name: 'Rename' })
      .click();
    await formOf(page, 'Rename “My laptop”').getByLabel('Name').fill('The old one');
    await page.getByRole('button', { name: 'Rename “My laptop”' }).click();
    await page
      .getByRole('row', { name: /The old one/ })
      .getByRole('button', { name: 'Remove' })
      .click();
    await formOf(page, 'Remove “The old one”').getByLabel('Password').fill(password);
    await page.getByRole('button', { name: 'Remove “The old one”' }).click();
    // the organisation asks for one, so that it is to be set up anew
    await page.getByRole('button', { name: 'Set up an authenticator app' }).waitFor();
    expect(browser.complaints).toEqual([]);
  });
});
