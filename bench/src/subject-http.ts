/** A whole sync over HTTP: a server as people start it, with its embedded database; one upload and the copy that comes back. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findTable, readMetadata, rebind } from '@sprintforge/mapping';
import { ProblemError, SprintforgeClient, type SyncResult } from '@sprintforge/protocol';
import { type CellEdit, openWorkbook } from '@sprintforge/xlsx';

const CLI = path.join(import.meta.dirname, '..', '..', 'apps', 'cli', 'src', 'main.ts');
/** Until the server answers. */
const PATIENCE = 180_000;

export interface HttpSync {
  readonly uploads: readonly Uint8Array[];
  /** Uploads the next edited copy and downloads what came of it; gives the number of its edits. */
  run(): Promise<number>;
  stop(): Promise<void>;
}

/**
 * A project of this plan on a server of its own, and `runs` copies of its first revision, each with another 1 % of the tasks
 * edited. Somebody else has edited 1 %, put 50 tasks in and deleted 50 before the first of them comes, and each upload moves
 * the project on. `asSent`: what becomes of a copy before it is uploaded.
 */
export async function prepareHttpSync(
  file: string,
  runs: number,
  asSent: (copy: Uint8Array) => Uint8Array = (copy) => copy,
): Promise<HttpSync> {
  const { client, stop } = await ownServer();
  const project = await client.create(fs.readFileSync(file));
  const copies: Uint8Array[] = [];
  for (let at = 0; at < runs; at++)
    copies.push(asSent(await edited(await client.download(project), at + 10, `theirs ${at}`)));
  await client.upload(project, await changedPlan(await client.download(project)), true);
  let next = 0;
  return {
    uploads: copies,
    async run() {
      const { edits, copy } = await client.upload(project, copies[next++ % copies.length]!, false);
      await client.download(project, copy);
      return edits;
    },
    stop,
  };
}

/** A server of its own, and a client of its owner. `ahead`: the serving process before everything else that the machine does. */
export async function ownServer(
  options: { readonly ahead?: boolean } = {},
): Promise<{ readonly url: string; readonly token: string; readonly client: Client; stop(): Promise<void> }> {
  const data = fs.mkdtempSync(path.join(os.tmpdir(), 'sprintforge-bench-server-'));
  const port = await freePort();
  const env = { ...process.env, PORT: String(port), SPRINTFORGE_DATA: data, SPRINTFORGE_RATE_LIMIT: '100000' };
  const child = spawn(process.execPath, [CLI, 'serve', '--demo'], { env, stdio: 'ignore' });
  const ended = once(child, 'exit');
  // the server stops its database itself: it is never killed outright
  const kill = () => child.kill('SIGTERM');
  process.once('exit', kill);
  const stop = async () => {
    kill();
    await ended;
    process.off('exit', kill);
    fs.rmSync(data, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  };
  const url = `http://localhost:${port}`;
  const token = await tokenOf(data, `${url}/ready`);
  if (options.ahead) goAhead(child.pid);
  return { url, token, client: new Client(url, token), stop };
}

/** Its own threads in real time, what it starts as usual; where that is not allowed, what else the machine does is measured as well. */
function goAhead(pid: number | undefined): void {
  if (process.platform === 'linux' && pid !== undefined)
    spawnSync('chrt', ['--all-tasks', '--reset-on-fork', '--rr', '--pid', '10', String(pid)], { stdio: 'ignore' });
}

interface Uploaded {
  readonly edits: number;
  readonly copy: string;
}

/** What of the interface is needed here; every other answer than a good one is an error. Busy servers are waited for. */
export class Client {
  readonly #url: string;
  readonly #token: string;
  readonly #calls: SprintforgeClient;

  /** `told`: of every answer. */
  constructor(url: string, token: string, told?: (path: string, status: number) => void) {
    this.#url = url;
    this.#token = token;
    const telling: typeof fetch = async (input, init) => {
      const response = await fetch(input, init);
      told?.(new URL(String(input)).pathname, response.status);
      return response;
    };
    this.#calls = new SprintforgeClient({
      url,
      token,
      fetch: telling,
      patience: { seconds: 600, random: Math.random },
    });
  }

  async create(file: Uint8Array): Promise<string> {
    return (await this.#calls.create({ name: 'Bench', file })).project_id;
  }

  async download(project: string, copy?: string): Promise<Uint8Array> {
    return (await this.#calls.download(project, copy === undefined ? {} : { copy }))!.bytes;
  }

  /** `confirmed`: brakes (many tasks deleted) are released. */
  async upload(project: string, file: Uint8Array, confirmed: boolean): Promise<Uploaded> {
    const request = { project_id: project, file };
    const result = await this.#calls.upload(request).catch((error: unknown) => {
      const asked = error instanceof ProblemError ? (error.problem['result'] as SyncResult | undefined) : undefined;
      if (!confirmed || !asked) throw error;
      return this.#calls.upload({ ...request, confirm: asked.confirm.map(({ token }) => token) });
    });
    return { edits: result.counts.edits, copy: result.workbook!.copy_id };
  }

  /** To the last byte; gives their number. */
  async read(where: string, accept = 'application/json'): Promise<number> {
    return (await this.#send(where, { headers: { accept } })).byteLength;
  }

  async post(where: string, body: object): Promise<void> {
    const headers = { 'content-type': 'application/json' };
    await this.#send(where, { method: 'POST', body: JSON.stringify(body), headers });
  }

  async #send(where: string, request: RequestInit): Promise<ArrayBuffer> {
    const headers = { ...request.headers, authorization: `Bearer ${this.#token}` };
    const response = await fetch(this.#url + where, { ...request, headers });
    if (!response.ok) throw new Error(`${where} was answered with ${response.status}: ${await response.text()}`);
    return response.arrayBuffer();
  }
}

/** Another note on every hundredth task (or as many as `every` says) from `first` on. */
export async function edited(bytes: Uint8Array, first: number, text: string, every = 100): Promise<Uint8Array> {
  const workbook = openWorkbook(bytes);
  const mapping = mappingOf(bytes);
  const { column } = mapping.columns.find(({ field }) => field === 'notes')!;
  const edits: CellEdit[] = [];
  for (let row = mapping.firstRow + first; row <= mapping.lastRow; row += every)
    edits.push({ row, column, value: `${text} ${row}` });
  workbook.setCells(mapping.sheet, edits);
  return workbook.toBytes();
}

/** 1 % of the tasks edited, 50 rows deleted and 50 put in (new rows have a name and no ID). */
async function changedPlan(bytes: Uint8Array): Promise<Uint8Array> {
  const workbook = openWorkbook(await edited(bytes, 5, 'ours'));
  const { sheet, firstRow, lastRow, idColumn, columns } = mappingOf(bytes);
  const every = Math.max(4, Math.floor((lastRow - firstRow) / 50));
  const places = Array.from({ length: 50 }, (_, at) => firstRow + 3 + at * every).filter((row) => row < lastRow);
  const inserts = places.map((row) => ({ at: row + 2, count: 1 }));
  workbook.changeRows(
    sheet,
    inserts,
    places.map((row) => ({ at: row, count: 1 })),
  ); // prettier-ignore
  const table = workbook.sheet(sheet)!;
  const name = columns.find(({ field }) => field === 'name')!.column;
  const edits: CellEdit[] = [];
  for (let row = firstRow; row <= lastRow; row++)
    if (!table.cell(row, idColumn ?? 1)?.value) edits.push({ row, column: name, value: `New in row ${row}` });
  workbook.setCells(sheet, edits);
  return workbook.toBytes();
}

function mappingOf(bytes: Uint8Array) {
  const workbook = openWorkbook(bytes);
  const state = readMetadata(workbook);
  const { table } = findTable(workbook);
  if (state.state !== 'signed' || table === null) throw new Error(`the copy is ${state.state}`);
  return rebind(workbook, state.metadata).mapping;
}

async function tokenOf(data: string, ready: string): Promise<string> {
  const file = path.join(data, 'demo.json');
  for (const deadline = Date.now() + PATIENCE; Date.now() < deadline; await sleep(100)) {
    if (!fs.existsSync(file) || !(await answers(ready))) continue;
    const { users } = JSON.parse(fs.readFileSync(file, 'utf8')) as {
      users: readonly { role: string; token: string }[];
    };
    return users.find(({ role }) => role === 'owner')!.token;
  }
  throw new Error('the server did not become ready');
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false;
  }
}

async function freePort(): Promise<number> {
  const server = net.createServer();
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as net.AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
}
