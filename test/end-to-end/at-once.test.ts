/** Many uploads at the same moment: one revision for the same bytes (A2), all of them for disjoint edits (M7). */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { SprintforgeClient } from '@sprintforge/protocol';
import { openWorkbook } from '@sprintforge/xlsx';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { repositoryRoot } from '../support/corpora.ts';
import { type RunningServer, startServer } from '../support/server.ts';

const FIRST_ROW = 5;
const COST = 12;

describe('uploads at once', () => {
  let server: RunningServer;
  let client: SprintforgeClient;
  let project: string;
  const root = fs.mkdtempSync(path.join(os.tmpdir(), 'sprintforge-once-'));
  beforeAll(async () => {
    server = await startServer();
    client = new SprintforgeClient({
      url: server.url,
      token: server.demo.users.find((one) => one.role === 'owner')!.token,
    });
    const file = fs.readFileSync(path.join(repositoryRoot, 'fixtures/demo-plan.xlsx'));
    project = (await client.create({ name: 'At once', file })).project_id;
  });
  afterAll(async () => {
    await server?.stop();
    fs.rmSync(root, { recursive: true });
  });

  const version = async () => (await client.project(project)).version;

  /** A new copy with the cost of some tasks changed. */
  async function edited(costs: Readonly<Record<number, number>>): Promise<Uint8Array> {
    const workbook = openWorkbook((await client.download(project))!.bytes);
    const edits = Object.entries(costs).map(([row, value]) => ({ row: Number(row), column: COST, value }));
    workbook.setCells('Plan', edits);
    return workbook.toBytes();
  }

  it('A2: the same bytes 20 times make one revision and one answer', async () => {
    const file = await edited({ [FIRST_ROW + 1]: 111, [FIRST_ROW + 2]: 222 });
    const before = await version();
    const upload = () => client.upload({ project_id: project, file });
    const results = await Promise.all(Array.from({ length: 20 }, upload));
    expect(await version()).toBe(before + 1);
    for (const result of results) expect(result).toEqual(results[0]);
    expect(results[0]!.counts).toMatchObject({ edits: 2, applied: 2 });
  });

  it('M7: eight people with disjoint edits from the same base all land', async () => {
    const before = await version();
    const rows = Array.from({ length: 8 }, (_, at) => FIRST_ROW + 8 + at * 2);
    const files = await Promise.all(rows.map((row) => edited({ [row]: 1000 + row })));
    const results = await Promise.all(files.map((file) => client.upload({ project_id: project, file })));
    expect(results.map((result) => result.counts.applied)).toEqual(rows.map(() => 1));
    expect(await version()).toBe(before + 8);
    const costs = (await client.tasks(project, { limit: 1000 })).tasks.map((task) => task.cost);
    expect(costs).toEqual(expect.arrayContaining(rows.map((row) => 1000 + row)));
  });
});
