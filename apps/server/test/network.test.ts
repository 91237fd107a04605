/** How the server is reached: its own certificates, renewed while it runs, and proxies whose word is believed. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import https from 'node:https';
import os from 'node:os';
import path from 'node:path';
import tls from 'node:tls';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { repositoryRoot } from '../../../test/support/corpora.ts';
import { freePort } from '../../../test/support/own-process.ts';
import { readCertificate } from '../src/adapters/tls-files.ts';
import { networkFrom } from '../src/config/network.ts';
import { type Server, type ServerConfig, startServer } from '../src/index.ts';
import { NO_TENANT } from '../src/services/audit-chain.ts';
import { makeCertificate, placeCertificate, type TestCertificate } from './certificates.ts';

const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'sprintforge-tls-'));
afterAll(() => fs.rmSync(dir, { recursive: true, force: true }));

/** A server without any content. */
async function bare(config: Partial<ServerConfig>): Promise<Server> {
  const data = fs.mkdtempSync(path.join(dir, 'house-'));
  return startServer({ port: 0, data, durable: false, logLevel: 'silent', engineProcesses: 1, ...config });
}

const handshake = (port: number, ca: string, options: tls.ConnectionOptions = {}): Promise<tls.TLSSocket> =>
  new Promise((resolve, reject) => {
    const socket = tls.connect({ port, host: '127.0.0.1', servername: 'localhost', ca, ...options });
    socket.once('secureConnect', () => resolve(socket)).once('error', reject);
  });

async function shown(port: number, ca: string): Promise<string | undefined> {
  const socket = await handshake(port, ca);
  const name = socket.getPeerCertificate().subject.CN as string;
  socket.destroy();
  return name;
}

describe('https by certificate files', () => {
  let server: Server;
  let first: TestCertificate;
  let port: number;
  const lines: string[] = [];
  beforeAll(async () => {
    first = await makeCertificate('first');
    const place = placeCertificate(dir, first);
    server = await bare({
      tls: { ...place, minVersion: 'TLSv1.3' },
      tlsRenewMs: 20,
      logLevel: 'info',
      logTo: { write: (line) => void lines.push(line) },
    });
    port = Number(new URL(server.url).port);
  });
  afterAll(() => server.close());

  test("the container's health check asks over https, and fails when nobody answers", async () => {
    const health = (at: number) => {
      const env = { ...process.env, PORT: String(at), TLS_CERT: 'given' };
      const child = spawn(process.execPath, [path.join(repositoryRoot, 'deploy/health.js')], { env, stdio: 'ignore' });
      return once(child, 'exit');
    };
    expect(await health(port)).toEqual([0, null]);
    expect(await health(await freePort())).toEqual([1, null]);
  });

  test('answers encrypted, says so for a year, and speaks nothing older than TLS 1.3', async () => {
    expect(server.url).toMatch(/^https:\/\/localhost:/);
    const answer = await new Promise<{ status?: number | undefined; hsts?: string | undefined }>((resolve, reject) => {
      https
        .get({ port, host: 'localhost', path: '/health', ca: first.cert }, (response) => {
          response.resume();
          resolve({ status: response.statusCode, hsts: response.headers['strict-transport-security'] });
        })
        .on('error', reject);
    });
    expect(answer).toEqual({ status: 200, hsts: 'max-age=31536000' });
    await expect(handshake(port, first.cert, { maxVersion: 'TLSv1.2' })).rejects.toThrow(/protocol version/);
  });

  test('a renewed certificate is shown to new connections, open ones stay; broken files change nothing', async () => {
    const open = await handshake(port, first.cert);
    const second = await makeCertificate('second');
    fs.writeFileSync(path.join(dir, 'tls.crt'), second.cert); // not with its key yet
    await expect.poll(() => lines.some((line) => line.includes('the old certificate stays in use'))).toBe(true);
    expect(await shown(port, first.cert)).toBe('first');
    fs.writeFileSync(path.join(dir, 'tls.key'), second.key);
    await expect.poll(() => shown(port, second.cert).catch((error: Error) => error.message)).toBe('second');
    fs.writeFileSync(path.join(dir, 'tls.crt'), 'nonsense');
    await expect.poll(() => lines.filter((line) => line.includes('stays in use')).length).toBeGreaterThan(1);
    expect(await shown(port, second.cert)).toBe('second');
    expect(open.destroyed).toBe(false);
    const said = new Promise<string>((resolve) => open.once('data', (bytes: Buffer) => resolve(bytes.toString())));
    open.write('GET /health HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n');
    expect(await said).toMatch(/^HTTP\/1\.1 200/);
    await expect(handshake(port, second.cert, { maxVersion: 'TLSv1.2' })).rejects.toThrow(/protocol version/);
    const secrets = [first, second].map(({ key }) => key.split('\n')[1]!);
    for (const secret of secrets) expect(lines.join('')).not.toContain(secret);
  });
});

test('TLS 1.2 by choice, and files that are no certificate are a clear error', async () => {
  const place = placeCertificate(dir, await makeCertificate('older'));
  const server = await bare({ tls: { ...place, minVersion: 'TLSv1.2' } });
  try {
    const socket = await handshake(Number(new URL(server.url).port), fs.readFileSync(place.cert, 'utf8'), {
      maxVersion: 'TLSv1.2',
    });
    expect(socket.getProtocol()).toBe('TLSv1.2');
    socket.destroy();
  } finally {
    await server.close();
  }
  const other = await makeCertificate('other');
  fs.writeFileSync(place.key, other.key);
  expect(() => readCertificate(place)).toThrow(/are not a certificate and its key: the key is of another certificate/);
  expect(() => readCertificate({ ...place, key: '/nowhere' })).toThrow('TLS_KEY: cannot read /nowhere (ENOENT)');
});

describe('behind a proxy', () => {
  const forwarded = { 'x-forwarded-for': '203.0.113.7, 10.9.9.9', 'x-forwarded-proto': 'https' };
  /** The address in the audit log, and whether the answer says that it came encrypted. */
  async function seen(trustedProxies?: readonly string[]) {
    const server = await bare(trustedProxies ? { trustedProxies } : {});
    try {
      const headers = { ...forwarded, authorization: 'Bearer of nobody' };
      const answer = await fetch(`${server.url}/api/projects`, { headers });
      const entries = () => server.house.database.unit(NO_TENANT, (unit) => unit.audit.chain(1, 0));
      await expect.poll(async () => (await entries()).length).toBe(1);
      const [record] = await entries();
      return [record!.entry.ipAddress, answer.headers.has('strict-transport-security')];
    } finally {
      await server.close();
    }
  }
  test('that is named, the caller is whom it names; the hops that are trusted too are passed over', async () => {
    expect(await seen(['127.0.0.0/8', '10.9.9.9'])).toEqual(['203.0.113.7', true]);
  });
  test('of another network, and without any, nobody is believed', async () => {
    expect(await seen(['10.0.0.0/8'])).toEqual(['127.0.0.1', false]);
    expect(await seen()).toEqual(['127.0.0.1', false]);
  });

  test.each([
    ['10.0.0.0/8 192.168.0.1,fd00::/8', ['10.0.0.0/8', '192.168.0.1', 'fd00::/8']],
    ['10.0.0.0/33', /TRUSTED_PROXIES: "10.0.0.0\/33" has no prefix length of 1 to 32/],
    ['0.0.0.0/0', /is everybody/],
    ['::/0', /is everybody/],
    ['nginx', /"nginx" is neither an address nor a network; give addresses or networks such as 10.0.3.0\/24/],
    ['10.0.0.0/8/9', /neither an address nor a network/],
    ['loopback', /neither an address nor a network/],
  ])('TRUSTED_PROXIES=%s', (text, expected) => {
    const read = () => networkFrom({ TRUSTED_PROXIES: text });
    if (expected instanceof RegExp) expect(read).toThrow(expected);
    else expect(read()).toEqual({ trustedProxies: expected });
  });
  test.each([
    [{ TLS_CERT: 'a' }, /TLS_CERT needs TLS_KEY beside it/],
    [{ TLS_KEY: 'a' }, /TLS_KEY needs TLS_CERT beside it/],
    [{ TLS_CERT: 'a', TLS_KEY: 'b', TLS_MIN_VERSION: '1.1' }, /TLS_MIN_VERSION is 1.3 or 1.2/],
  ])('%j', (env, message) => expect(() => networkFrom(env)).toThrow(message));
});
