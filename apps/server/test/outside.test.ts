/** What is asked outside of the process: the key service, the virus scanner, the proxy; each by a stand-in that speaks the protocol. */
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { SprintforgeClient } from '@sprintforge/protocol';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { repositoryRoot } from '../../../test/support/corpora.ts';
import { freePort, serve } from '../../../test/support/own-process.ts';
import { clamAV, onPath } from '../../../test/support/services.ts';
import { checkClamd, clamd } from '../src/adapters/clamd.ts';
import { localMaster } from '../src/adapters/keys/local-master.ts';
import { vaultTransit } from '../src/adapters/keys/vault-transit.ts';
import { outgoingHttp } from '../src/adapters/outgoing-http.ts';
import { reachOutside } from '../src/adapters/outside-network.ts';
import { type DemoFile, ensureDemo, type Server, startServer } from '../src/index.ts';
import { makeCertificate } from './certificates.ts';
import { problemOf } from './support.ts';

/** What every scanner must find, and nobody need fear. */
const eicar = 'X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*';
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sprintforge-outside-'));
const open: net.Server[] = [];
afterAll(async () => {
  for (const server of open) {
    if (server instanceof http.Server || server instanceof https.Server) server.closeAllConnections();
    await new Promise((done) => server.close(done));
  }
  fs.rmSync(folder, { recursive: true, force: true });
});

async function listening(server: net.Server, path?: string): Promise<number> {
  open.push(server);
  await new Promise<void>((done) => (path ? server.listen(path, done) : server.listen(0, '127.0.0.1', done)));
  return path ? 0 : (server.address() as net.AddressInfo).port;
}

describe('a key service by the transit protocol', () => {
  const held = localMaster(randomBytes(32));
  const state = { status: 200, calls: [] as string[] };
  let address: string;
  beforeAll(async () => {
    // as Vault does: base64 in and out, the ciphertext begins with its version, associated data must be the same
    const server = http.createServer(async (request, response) => {
      const body = JSON.parse(Buffer.concat(await request.toArray()).toString()) as Record<string, string>;
      const about = Buffer.from(body.associated_data ?? '', 'base64').toString();
      const answer = async (): Promise<object> => {
        if (request.url?.endsWith('/encrypt/plans%20key')) {
          const sealed = await held.wrap(Buffer.from(body.plaintext!, 'base64'), about);
          return { ciphertext: `vault:v1:${Buffer.from(sealed).toString('base64')}` };
        }
        const bytes = await held.unwrap(Buffer.from(body.ciphertext!.slice(9), 'base64'), about);
        return { plaintext: Buffer.from(bytes).toString('base64') };
      };
      state.calls.push(`${request.method} ${request.url} ${request.headers['x-vault-token']}`);
      const data = state.status === 200 ? await answer().catch(() => null) : null;
      response.writeHead(data ? 200 : state.status === 200 ? 400 : state.status);
      response.end(JSON.stringify(data ? { data } : { errors: ['hidden reason'] }));
    });
    address = `http://127.0.0.1:${await listening(server)}/`;
  });
  const service = (at = address) => vaultTransit({ address: at, token: 's.token', key: 'plans key', mount: 'transit' });

  test('wraps and unwraps, and never sees what for but by its name', async () => {
    const key = randomBytes(32);
    const wrapped = await service().wrap(key, 'tenant 1');
    expect(Buffer.from(await service().unwrap(wrapped, 'tenant 1'))).toEqual(key);
    expect(Buffer.from(wrapped).toString()).toMatch(/^vault:v1:/);
    expect(service().id).toBe('vault:transit/plans key');
    expect(state.calls[0]).toBe('POST /v1/transit/encrypt/plans%20key s.token');
    await expect(service().unwrap(wrapped, 'tenant 2')).rejects.toMatchObject({ code: 'KEY_SERVICE' });
  });
  test.each([
    [403, /VAULT_TOKEN has expired, or may not encrypt/],
    [404, /check SPRINTFORGE_VAULT_KEY/],
    [503, /is sealed or in maintenance/],
    [500, /answers 500/],
  ])('%i is told with what to do', async (status, message) => {
    state.status = status;
    const refused = service().wrap(randomBytes(32), 'x');
    await expect(refused).rejects.toMatchObject({ code: 'KEY_SERVICE', message: expect.stringMatching(message) });
    await expect(refused).rejects.not.toThrow(/hidden reason|s\.token/);
    state.status = 200;
  });
  test('one that is not there', async () => {
    await expect(service('http://127.0.0.1:1').wrap(randomBytes(32), 'x')).rejects.toMatchObject({
      code: 'KEY_SERVICE',
      message: expect.stringContaining('does not answer: check VAULT_ADDR'),
    });
  });
});

describe('a virus scanner by the protocol of clamd', () => {
  const seen: Buffer[] = [];
  let answer: (content: Buffer) => string;
  const server = net.createServer((socket) => {
    let held = Buffer.alloc(0);
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      held = Buffer.concat([held, chunk]);
      const content = contentOf(held);
      if (content === null) return;
      seen.push(content);
      socket.end(answer(content));
    });
  });
  /** null: not everything is there yet. */
  function contentOf(stream: Buffer): Buffer | null {
    const parts: Buffer[] = [];
    let at = stream.indexOf(0) + 1;
    if (at === 0 || stream.toString('latin1', 0, at) !== 'zINSTREAM\0') return null;
    for (;;) {
      if (stream.length < at + 4) return null;
      const length = stream.readUInt32BE(at);
      if (length === 0) return Buffer.concat(parts);
      parts.push(stream.subarray(at + 4, at + 4 + length));
      at += 4 + length;
    }
  }
  let address: string;
  beforeAll(async () => {
    address = `127.0.0.1:${await listening(server)}`;
  });
  const scanner = (place: Partial<Parameters<typeof clamd>[0]> = {}, told: unknown[] = []) =>
    clamd({ address, unreachable: 'refuse', timeoutMs: 300, ...place }, (error) => told.push(error));
  const real = (content: Buffer) => (content.includes(eicar) ? 'stream: Eicar-Test-Signature FOUND\0' : 'stream: OK\0');

  test('every byte is asked about, in pieces; what is found is named', async () => {
    answer = real;
    const large = randomBytes(300_000);
    expect(await scanner().scan(large)).toBe(null);
    expect(Buffer.compare(seen.at(-1)!, large)).toBe(0);
    expect(await scanner().scan(new Uint8Array())).toBe(null);
    expect(await scanner().scan(Buffer.from(`before ${eicar} after`))).toBe('Eicar-Test-Signature');
    expect(await checkClamd({ address, unreachable: 'refuse' })).toBe('ClamAV');
  });
  test.skipIf(process.platform === 'win32')('over a socket of the system', async () => {
    const file = path.join(folder, 'clamd.sock');
    const other = net.createServer((socket) =>
      socket.once('data', () => socket.end('stream: OK\0')).on('error', () => 0),
    );
    await listening(other, file);
    expect(await scanner({ address: `unix:${file}` }).scan(Buffer.from('x'))).toBe(null);
  });
  test.each<[string, () => string]>([
    ['too large for it', () => 'INSTREAM size limit exceeded. ERROR\0'],
    ['nonsense', () => 'HTTP/1.1 400 Bad Request'],
    ['an answer without an end', () => 'x'.repeat(100_000)],
    ['nothing', () => ''],
  ])('%s: refused by default, accepted where the operator says so, and told in both cases', async (_, said) => {
    answer = said;
    const told: unknown[] = [];
    await expect(scanner({}, told).scan(Buffer.from('x'))).rejects.toMatchObject({ code: 'NOT_READY' });
    expect(await scanner({ unreachable: 'accept' }, told).scan(Buffer.from('x'))).toBe(null);
    expect(told.length).toBe(2);
  });
  test('one that does not answer in time, or is not there', async () => {
    const silent = net.createServer((socket) => socket.on('error', () => undefined).resume());
    const at = `127.0.0.1:${await listening(silent)}`;
    await expect(scanner({ address: at }).scan(Buffer.from('x'))).rejects.toMatchObject({ code: 'NOT_READY' });
    await expect(scanner({ address: '127.0.0.1:1' }).scan(Buffer.from('x'))).rejects.toMatchObject({
      code: 'NOT_READY',
    });
  });
});

describe.skipIf(!clamAV.present())('ClamAV itself', () => {
  test('finds the EICAR test file, and nothing in the plan of the demo', async () => {
    const db = path.join(folder, 'signatures');
    fs.mkdirSync(db);
    const hex = Buffer.from(eicar).toString('hex');
    fs.writeFileSync(path.join(db, 'test.ndb'), `Eicar-Test-Signature:0:*:${hex}\n`);
    const port = await freePort();
    const settings = ['Foreground yes', `TCPSocket ${port}`, 'TCPAddr 127.0.0.1', `DatabaseDirectory ${db}`];
    fs.writeFileSync(path.join(folder, 'clamd.conf'), `${settings.join('\n')}\n`);
    const daemon = await serve(onPath('clamd')!, ['-c', path.join(folder, 'clamd.conf')], port);
    try {
      const place = { address: `127.0.0.1:${port}`, unreachable: 'refuse' } as const;
      const scanner = clamd(place, () => undefined);
      expect(await checkClamd(place)).toBe('ClamAV');
      expect(await scanner.scan(Buffer.from(eicar))).toBe('Eicar-Test-Signature.UNOFFICIAL');
      const plan = fs.readFileSync(path.join(repositoryRoot, 'fixtures/demo-plan.xlsx'));
      expect(await scanner.scan(plan)).toBe(null);
    } finally {
      await daemon.stop();
    }
  });
});

describe('the way outside', () => {
  const through: string[] = [];
  let target: number;
  let proxy: string;
  let caFile: string;
  beforeAll(async () => {
    const { cert, key } = await makeCertificate('outside');
    caFile = path.join(folder, 'ca.pem');
    fs.writeFileSync(caFile, cert);
    target = await listening(https.createServer({ cert, key }, (_, response) => response.end('reached')));
    const server = http.createServer();
    server.on('connect', (request, socket) => {
      through.push(request.url!);
      const up = net.connect(target, '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
        up.pipe(socket).pipe(up);
      });
      for (const end of [up, socket]) end.on('error', () => up.destroy());
    });
    proxy = `http://127.0.0.1:${await listening(server)}`;
  });

  test('a company that signs its own certificates: refused, then trusted', async () => {
    const call = () => fetch(`https://localhost:${target}/`).then((response) => response.text());
    await expect(call()).rejects.toThrow();
    reachOutside({ caFile });
    expect(await call()).toBe('reached');
    expect(through).toEqual([]);
  });

  test('through a proxy by name, which knows names that we do not; named networks and this machine directly', async () => {
    const outside = { proxy, caFile };
    const outgoing = outgoingHttp({ allowed: ['127.0.0.1/32'], outside, timeoutMs: 3000 });
    // the proxy leads every name to the target, whose certificate is not for this one: what matters is who was asked
    await expect(outgoing.post('https://hooks.nowhere.example/x', { headers: {}, body: '{}' })).rejects.toMatchObject({
      code: 'NO_ANSWER',
    });
    expect(through).toEqual(['hooks.nowhere.example:443']);
    expect(
      await outgoing.post(`https://127.0.0.1:${target}/`, { headers: {}, body: '{}' }).catch((e) => e.code),
    ).toBeDefined();
    expect(through.length).toBe(1);
    await expect(outgoing.check('https://10.1.2.3/')).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
    reachOutside(outside);
    await fetch('https://collector.nowhere.example/').catch(() => undefined);
    expect(through.at(-1)).toBe('collector.nowhere.example:443');
    expect(await fetch(`https://localhost:${target}/`).then((response) => response.text())).toBe('reached');
    expect(through.length).toBe(2);
  });

  test('a file that holds no certificate is named', () => {
    const file = path.join(folder, 'no.pem');
    expect(() => reachOutside({ caFile: file })).toThrow(/SPRINTFORGE_CA_FILE: cannot read .*no\.pem \(ENOENT\)/);
    fs.writeFileSync(file, 'nothing');
    expect(() => reachOutside({ caFile: file })).toThrow(/holds no certificate/);
  });
});

describe('a server', () => {
  const reached = new Set<string>();
  const found = { name: null as string | null, times: 0 };
  const scanner = net.createServer((socket) => {
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      if (!chunk.subarray(-4).equals(Buffer.alloc(4))) return;
      found.times += 1;
      socket.end(found.name ? `stream: ${found.name} FOUND\0` : 'stream: OK\0');
    });
  });
  let server: Server;
  let demo: DemoFile;
  const { connect } = net.Socket.prototype;
  beforeAll(async () => {
    const port = await listening(scanner);
    // whatever opens a connection comes by here: the database's driver, fetch, http, tls
    net.Socket.prototype.connect = function (this: net.Socket, ...args: unknown[]) {
      const [first] = args.flat() as [{ host?: string; path?: string } | number];
      reached.add(typeof first === 'object' ? (first.path ?? first.host ?? 'localhost') : 'localhost');
      return Reflect.apply(connect, this, args) as net.Socket;
    } as typeof connect;
    const data = path.join(folder, 'data');
    const clamdPlace = { address: `127.0.0.1:${port}`, unreachable: 'refuse' } as const;
    server = await startServer({
      port: 0,
      data,
      durable: false,
      logLevel: 'silent',
      engineProcesses: 1,
      clamd: clamdPlace,
    });
    demo = await ensureDemo(server, { data });
  });
  afterAll(async () => {
    net.Socket.prototype.connect = connect;
    await server.close();
  });

  test('asks the virus scanner about each upload, and refuses it by the name of what was found', async () => {
    const client = new SprintforgeClient({ url: server.url, token: demo.users[0]!.token });
    const copy = (await client.download(demo.project_id))!;
    expect(found.times).toBeGreaterThan(0); // the demo's plan
    found.name = 'Eicar-Test-Signature';
    const refused = await problemOf(client.upload({ project_id: demo.project_id, file: copy.bytes }));
    expect([refused.code, refused.problem.reason]).toEqual(['WORKBOOK_REFUSED', 'VIRUS_FOUND']);
    expect(refused.message).toContain('Eicar-Test-Signature');
    found.name = null;
    expect((await client.upload({ project_id: demo.project_id, file: copy.bytes })).status).toBe('success');
  });

  test('that is told of nothing outside calls nobody outside', () => {
    expect([...reached].filter((host) => !/^(localhost|127\.0\.0\.1|::1|\/.*)$/.test(host))).toEqual([]);
    expect(reached.size).toBeGreaterThan(0);
  });
});
