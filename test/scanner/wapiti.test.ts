/** Debian's scanner of web applications over the whole server, the API and the web application, as an owner: it finds nothing. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ensureWeb } from '../../scripts/build-web.ts';
import { type RunningServer, startServer } from '../support/server.ts';
import { onPath } from '../support/services.ts';

/** What it looks for, in words of its own. */
const modules =
  'backup,blindsql,cookieflags,crlf,csp,exec,file,htaccess,http_headers,permanentxss,redirect,shellshock,sql,xss,xxe';
/** A browser's filter that is gone, and made pages less safe; and https, which this server is not asked over. */
const asIs = /X-XSS-Protection is not set|Strict-Transport-Security is not set/;
const minutes = 20;

describe.skipIf(!process.env.SPRINTFORGE_LONG || !onPath('wapiti'))('wapiti', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sprintforge-wapiti-'));
  let server: RunningServer;
  beforeAll(async () => {
    await ensureWeb(console.error);
    server = await startServer();
  }, 300_000);
  afterAll(async () => {
    await server?.stop();
    fs.rmSync(folder, { recursive: true, force: true });
  });

  /** Every address that answers to GET, with the project in its place. */
  async function addresses(): Promise<string[]> {
    const document = (await (await fetch(`${server.url}/api/openapi.json`)).json()) as {
      paths: Record<string, { get?: { parameters?: { name: string; in: string }[] } }>;
    };
    return Object.entries(document.paths).flatMap(([at, { get }]) => {
      // a stream of events never ends
      if (!get || at.endsWith('/events')) return [];
      const filled = at.replace('{id}', server.demo.project_id).replace('{projectId}', server.demo.project_id);
      const query = (get.parameters ?? []).filter((one) => one.in === 'query').map(({ name }) => `${name}=1`);
      return [
        server.url +
          filled.replace('{n}', '1').replaceAll(/\{\w+\}/g, '1') +
          (query.length > 0 ? `?${query.join('&')}` : ''),
      ];
    });
  }

  test('finds nothing', { timeout: (minutes + 10) * 60_000 }, async () => {
    const report = path.join(folder, 'report.json');
    const starts = (await addresses()).flatMap((address) => ['-s', address]);
    expect(starts.length).toBeGreaterThan(40);
    const seen = ['-u', `${server.url}/`, ...starts, '-d', '3', '--flush-session', '--store-session', folder];
    const header = `Authorization: Bearer ${server.demo.users[0]?.token}`;
    const how = ['-m', modules, '--max-scan-time', String(minutes * 60), '-t', '20', '-H', header, '--no-bugreport'];
    const args = [...seen, ...how, '-f', 'json', '-o', report, '-v', '0'];
    const scan = spawn('wapiti', args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    for (const stream of [scan.stdout, scan.stderr]) stream.on('data', (text: Buffer) => (said += text));
    await once(scan, 'exit');
    expect(fs.existsSync(report), said).toBe(true);
    const { vulnerabilities, anomalies } = JSON.parse(fs.readFileSync(report, 'utf8')) as Record<
      string,
      Record<string, { info: string; path: string }[]>
    >;
    const found = Object.entries({ ...vulnerabilities, ...anomalies }).flatMap(([kind, all]) =>
      all.map(({ info, path: at }) => `${kind} ${at}: ${info}`),
    );
    expect(found.filter((one) => !asIs.test(one))).toEqual([]);
  });
});
