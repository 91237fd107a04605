/** How the built web application is served; of a build of two files made here. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openHouse, type TestHouse } from './support.ts';

const web = fs.mkdtempSync(path.join(os.tmpdir(), 'sprintforge-dist-'));
fs.mkdirSync(path.join(web, 'assets'));
fs.writeFileSync(
  path.join(web, 'index.html'),
  '<base href="/" /><meta name="csp-nonce" content="" /><div id="app"></div>',
);
fs.writeFileSync(path.join(web, 'assets/a-1234.js'), 'export {};');

let house: TestHouse;
beforeAll(async () => {
  house = await openHouse({ web, publicUrl: 'https://host.example/plans/' });
});
afterAll(async () => {
  await house.stop();
  fs.rmSync(web, { recursive: true });
});

const port = () => (house.server.app.server.address() as { port: number }).port;
const get = (address: string, accept = 'text/html') =>
  fetch(`http://localhost:${port()}${address}`, { headers: { accept } });

describe('the web application', () => {
  test.each(['/', '/sign-in', '/projects/x/history'])(
    '%s is its page, under the path that people reach it',
    async (at) => {
      const response = await get(at);
      const html = await response.text();
      expect([response.status, response.headers.get('cache-control')]).toEqual([200, 'no-store']);
      expect(html).toContain('<base href="/plans/" />');
    },
  );

  test('the page runs scripts of its own only, and styles with its nonce, new each time', async () => {
    const nonces = new Set<string>();
    for (let times = 0; times < 2; times += 1) {
      const response = await get('/');
      const policy = response.headers.get('content-security-policy') ?? '';
      const nonce = /<meta name="csp-nonce" content="([^"]+)"/.exec(await response.text())?.[1] ?? '';
      expect(policy).toContain("script-src 'self';");
      expect(policy).toContain(`style-src 'self' 'nonce-${nonce}';`);
      expect(policy).not.toContain('unsafe');
      nonces.add(nonce);
    }
    expect(nonces.size).toBe(2);
  });

  test.each<[string, number, string | null]>([
    ['/assets/a-1234.js', 200, 'public, max-age=31536000, immutable'],
    ['/assets/b-1234.js', 404, null],
    ['/..%2fpackage.json', 404, null],
    ['/api/nothing', 404, null],
  ])('%s answers %i', async (address, status, caching) => {
    const response = await get(address, '*/*');
    expect([response.status, response.headers.get('cache-control')]).toEqual([status, caching]);
    if (status !== 200) expect(response.headers.get('content-type')).toMatch(/problem\+json/);
  });
});
