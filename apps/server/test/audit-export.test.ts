/** The audit log as a file: everything, every column, safe to open in a spreadsheet (A4). */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sprintforge } from '../../../test/support/command-line.ts';
import { appendAudit } from '../src/services/audit-chain.ts';
import { addPerson, openHouse, problemOf, type TestHouse } from './support.ts';

let house: TestHouse;
let project: string;
const demoTenant = '5f0e1d0a-0000-4000-8000-000000000001';
const agents = ['=cmd|’ /C calc’!A0', '+1', '-1', '@SUM(A1)', '\tx', '＝1', 'a "quoted", text\r\nof two lines', 'ä'];

beforeAll(async () => {
  house = await openHouse();
  project = house.demo.project_id;
  const { user_id: userId } = await house.owner.whoami();
  await house.server.house.database.unit(demoTenant, async (unit) => {
    for (let n = 0; n < 450; n += 1)
      await appendAudit(unit, randomUUID(), {
        projectId: project,
        excelVersion: n,
        serverVersion: 1,
        syncType: n % 3 ? 'upload' : 'resolve',
        changes: [{ field: 'name', before: null, after: `"${n}", or so` }],
        conflicts: null,
        resolution: 'merge',
        userId,
        timestamp: house.server.house.system.now(),
        ipAddress: '::1',
        userAgent: agents[n % agents.length]!,
      });
  });
});
afterAll(() => house.stop());

async function text(pieces: Promise<AsyncIterable<Uint8Array>>): Promise<string> {
  const all: Uint8Array[] = [];
  for await (const piece of await pieces) all.push(piece);
  return Buffer.concat(all).toString('utf8');
}

/** By the grammar of RFC 4180, every cell quoted. */
function rows(csv: string): string[][] {
  const found: string[][] = [[]];
  const cell = /"((?:[^"]|"")*)"(,|\r\n)/y;
  while (cell.lastIndex < csv.length) {
    const match = cell.exec(csv);
    if (!match) throw new Error('no CSV');
    found.at(-1)!.push(match[1]!.replaceAll('""', '"'));
    if (match[2] === '\r\n') found.push([]);
  }
  return found.slice(0, -1);
}

const parsed = (ndjson: string) =>
  ndjson
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as { seq: number });

describe('CSV', () => {
  test('holds every entry and every column of the table, and no cell begins as a formula does', async () => {
    const [header, ...body] = rows(await text(house.owner.auditFile(project, 'csv')));
    const entries = parsed(await text(house.owner.auditFile(project, 'ndjson')));
    const seed = ['id', 'project_id', 'excel_version', 'server_version', 'sync_type', 'changes', 'conflicts'];
    expect(header).toEqual(
      expect.arrayContaining([
        ...seed,
        'resolution',
        'user_id',
        'timestamp',
        'ip_address',
        'user_agent',
        'seq',
        'hash',
      ]),
    );
    expect(body.length).toBeGreaterThan(450);
    expect(body.length).toBe(entries.length);
    for (const [at, row] of body.entries()) {
      const entry = entries[at] as unknown as Record<string, unknown>;
      for (const [column, cell] of row.entries()) {
        const value = entry[header![column]!] ?? null;
        const plain = value === null ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value);
        expect([plain, `'${plain}`]).toContain(cell);
        expect(cell).not.toMatch(/^[=+\-@\t\r\n＝]/);
      }
    }
  });

  test('filters and limits apply', async () => {
    const only = rows(await text(house.owner.auditFile(project, 'csv', { type: 'resolve', limit: 7 })));
    expect(only.length).toBe(8);
    expect(new Set(only.slice(1).map((row) => row[4]))).toEqual(new Set(['resolve']));
    expect(rows(await text(house.owner.auditFile(project, 'csv', { to: '2000-01-01' }))).length).toBe(1);
    const problem = await problemOf(house.owner.auditFile(project, 'csv', { user: 'nobody' }));
    expect([problem.status, problem.code]).toEqual([400, 'BAD_REQUEST']);
  });
});

describe('NDJSON', () => {
  test('is what the pages are, of whichever length', async () => {
    const all: unknown[] = [];
    for (let cursor: string | undefined; ; ) {
      const page = await house.owner.audit(project, { limit: 100, ...(cursor ? { cursor } : {}) });
      all.push(...page.entries);
      if (page.next === null) break;
      cursor = page.next;
    }
    expect(parsed(await text(house.owner.auditFile(project, 'ndjson')))).toEqual(all);
  });
});

describe('of the whole organisation', () => {
  test('both logs in one sequence without a gap; what was read out is recorded', async () => {
    const entries = parsed(await text(house.owner.chainFile('ndjson')));
    expect(entries.map(({ seq }) => seq)).toEqual(Array.from(entries, (_, at) => entries.length - at));
    expect(entries[0]).toMatchObject({ log: 'security', type: 'audit.exported', details: { format: 'ndjson' } });
    expect(await house.owner.verifyChain()).toMatchObject({ ok: true });
    const [header, first] = rows(await text(house.owner.chainFile('csv', { limit: 1 })));
    expect(Object.fromEntries(header!.map((name, at) => [name, first![at]]))).toMatchObject({
      log: 'security',
      type: 'audit.exported',
      user_name: 'Olivia Owner',
    });
  });

  test('by log, project, kind and person', async () => {
    const security = (await house.owner.chain({ log: 'security', limit: 1000 })).entries;
    expect(security.length).toBeGreaterThan(2);
    expect(new Set(security.map(({ log }) => log))).toEqual(new Set(['security']));
    const made = (await house.owner.chain({ type: 'token.created', user: 'anna@demo.example' })).entries;
    expect(made.map(({ user_name: name }) => name)).toEqual(['Anna Editor']);
    const elsewhere = (await house.owner.chain({ project: '00000000-0000-4000-8000-000000000000' })).entries;
    expect(elsewhere).toEqual([]);
    const bad = await problemOf(house.owner.chain({ project: 'that one' }));
    expect([bad.status, bad.code]).toEqual([400, 'BAD_REQUEST']);
  });

  test('is for owners only, as a file too', async () => {
    const editor = house.as(await addPerson(house, demoTenant, 'editor'));
    const calls = [() => editor.chain(), () => editor.verifyChain(), () => editor.chainFile('csv')];
    for (const call of calls) expect((await problemOf(call())).status).toBe(403);
  });
});

describe('by the command line', () => {
  const run = (...args: string[]) =>
    sprintforge(['audit', ...args], {
      env: { SPRINTFORGE_URL: house.server.url, SPRINTFORGE_TOKEN: house.demo.users[0]!.token },
    });
  test('--csv, --ndjson, --security', async () => {
    expect(parsed((await run(project, '--ndjson', '--limit', '3')).stdout).length).toBe(3);
    const listed = await run('--security', '--type', 'token.created', '--user', 'ben@demo.example');
    expect(listed.stdout).toMatch(/^ *\d+ .* Ben Builder +token\.created +- +[0-9a-f]{12}\n$/);
    expect(rows((await run(project, '--csv')).stdout).length).toBeGreaterThan(450);
  });
});
