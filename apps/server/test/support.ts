/** One real server per test file: real engine children, real HTTP; the embedded default, or the services that a production server is given. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { readMetadata, rebind } from '@sprintforge/mapping';
import type { RoleName } from '@sprintforge/protocol';
import { ProblemError, SprintforgeClient } from '@sprintforge/protocol';
import { openWorkbook } from '@sprintforge/xlsx';
import { enginePool } from '../src/adapters/engine-pool.ts';
import { type DemoFile, ensureDemo, type Server, type ServerConfig, startServer } from '../src/index.ts';
import type { Engine } from '../src/ports/engine.ts';
import type { House } from '../src/services/house.ts';
import { servicesOfItsOwn } from './given-services.ts';
import { prepareData } from './prepared-data.ts';

export interface TestHouse {
  readonly server: Server;
  readonly demo: DemoFile;
  readonly data: string;
  /** For a test that looks behind the application, as the database's owner. */
  readonly databaseUrl: string;
  /** What the server was started with. */
  readonly config: Partial<ServerConfig>;
  /** Clients of the owner and of the two editors. */
  readonly owner: SprintforgeClient;
  readonly anna: SprintforgeClient;
  readonly ben: SprintforgeClient;
  as(token: string): SprintforgeClient;
  /** One more server on the same services, as another process of the installation is; it goes with the house. */
  another(): Promise<Server>;
  stop(): Promise<void>;
}

/**
 * `ownEngine`: with engine processes of its own, for tests that count, stop or trace them. All other houses of a test process share
 * theirs, which hold nothing of a house: starting one takes longer than most tests.
 */
export async function openHouse(
  config: Partial<ServerConfig> = {},
  { ownEngine = false }: { readonly ownEngine?: boolean } = {},
): Promise<TestHouse> {
  const data = fs.mkdtempSync(path.join(os.tmpdir(), 'sprintforge-test-'));
  const limits = { callsPerMinute: 100_000, uploadsPerMinute: 100_000 };
  const services = await servicesOfItsOwn();
  if (!services.databaseUrl && !config.databaseUrl && !config.data) await prepareData(data);
  const settings = {
    port: 0,
    data,
    durable: false,
    logLevel: 'silent',
    engineProcesses: 2,
    ...limits,
    ...services,
    ...config,
  };
  const around = ownEngine ? undefined : withSharedEngine;
  const server = await startServer(settings, around);
  const others: Server[] = [];
  const demo = await ensureDemo(server, { data });
  const as = (token: string): SprintforgeClient => new SprintforgeClient({ url: server.url, token });
  const [owner, anna, ben] = demo.users.map((user) => as(user.token)) as [
    SprintforgeClient,
    SprintforgeClient,
    SprintforgeClient,
  ];
  return {
    server,
    demo,
    data,
    config: settings,
    databaseUrl: config.databaseUrl ?? services.databaseUrl ?? embeddedUrl(config.data ?? data),
    owner,
    anna,
    ben,
    as,
    another: async () => {
      const other = await startServer(settings, around);
      others.push(other);
      return other;
    },
    stop: async () => {
      for (const other of others) await other.close();
      await server.close();
      fs.rmSync(data, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    },
  };
}

let engine: Engine | undefined;

/** The engine goes with the process. */
function withSharedEngine(house: House): House {
  engine ??= enginePool({ size: 2, queue: 100 });
  // not a spread: what is read anew at each call stays so
  return Object.defineProperties({} as House, {
    ...Object.getOwnPropertyDescriptors(house),
    engine: { value: engine, enumerable: true },
  });
}

/** Of the PostgreSQL that a server has started on its folder. */
function embeddedUrl(data: string): string {
  const port = fs.readFileSync(path.join(data, 'postgres/data/postmaster.pid'), 'utf8').split('\n')[3];
  return `postgres://sprintforge@127.0.0.1:${port}/sprintforge`;
}

/** A second organisation, with one person of each role. */
export async function addTenant(house: TestHouse, role: RoleName): Promise<{ tenant: string; token: string }> {
  const { database, system } = house.server.house;
  const tenant = system.uuid();
  const id = system.uuid();
  await database.unit(tenant, async (unit) => {
    await unit.accounts.createTenant('Other', system.now());
    await unit.accounts.createUser({ id, name: 'Olga', email: 'olga@other.example', role }, system.now());
  });
  return { tenant, token: await tokenFor(house, tenant, id) };
}

/** Somebody new in the demo's organisation. */
export async function addPerson(house: TestHouse, tenant: string, role: RoleName): Promise<string> {
  const { database, system } = house.server.house;
  const id = system.uuid();
  await database.unit(tenant, (unit) =>
    unit.accounts.createUser({ id, name: `New ${role}`, email: `${id}@demo.example`, role }, system.now()),
  );
  return tokenFor(house, tenant, id);
}

async function tokenFor(house: TestHouse, tenant: string, user: string): Promise<string> {
  const { issueToken } = await import('../src/services/tokens.ts');
  const what = { name: 'test', scope: 'full', expiresAt: null } as const;
  return (await issueToken(house.server.house, tenant, user, what)).token;
}

export type CellChange = readonly [row: number, field: string, value: string | number | null];

/** The copy with cells changed; rows are counted from the first data row, from 1. */
export async function edited(bytes: Uint8Array, changes: readonly CellChange[]): Promise<Uint8Array> {
  const workbook = openWorkbook(bytes);
  const found = readMetadata(workbook);
  if (found.state !== 'signed') throw new Error('not a copy of ours');
  const { mapping } = rebind(workbook, found.metadata);
  const edits = changes.map(([row, field, value]) => {
    const column = mapping.columns.find((binding) => binding.field === field)?.column;
    if (column === undefined) throw new Error(`the copy has no column ${field}`);
    return { row: mapping.firstRow + row - 1, column, value };
  });
  workbook.setCells(mapping.sheet, edits);
  return workbook.toBytes();
}

/** The copy with its first `count` data rows deleted. */
export async function withoutRows(bytes: Uint8Array, count: number): Promise<Uint8Array> {
  const workbook = openWorkbook(bytes);
  const found = readMetadata(workbook);
  if (found.state !== 'signed') throw new Error('not a copy of ours');
  const { mapping } = rebind(workbook, found.metadata);
  workbook.deleteRows(mapping.sheet, [{ at: mapping.firstRow, count }]);
  return workbook.toBytes();
}

/** The copy as a program saves it that keeps neither our sheets nor our properties nor our names. */
export async function withoutMetadata(bytes: Uint8Array): Promise<Uint8Array> {
  const workbook = openWorkbook(bytes);
  for (const { name } of workbook.sheets) if (name.startsWith('_')) workbook.removeSheet(name);
  for (const name of workbook.customProperties.keys()) workbook.setCustomProperty(name, null);
  for (const { name } of workbook.definedNames) if (name.startsWith('_sf_')) workbook.setDefinedName(name, null);
  return workbook.toBytes();
}

/** What goes wrong, as a value. */
export async function problemOf(work: Promise<unknown>): Promise<ProblemError> {
  try {
    await work;
  } catch (error) {
    if (error instanceof ProblemError) return error;
    throw error;
  }
  throw new Error('nothing went wrong');
}

export async function freshCopy(client: SprintforgeClient, project: string): Promise<Uint8Array> {
  const copy = await client.download(project);
  if (!copy) throw new Error('no copy');
  return copy.bytes;
}

/**
 * The copy with a conflict of its `Sync` sheet decided: the last one whose line says `about`. `custom`: the value of
 * one's own.
 */
export async function withChoice(bytes: Uint8Array, choice: string, custom?: string, about = ''): Promise<Uint8Array> {
  const workbook = openWorkbook(bytes);
  const sheet = workbook.sheet('Sync');
  if (!sheet) throw new Error('the copy has no Sync sheet');
  const rows = [...sheet.rows()];
  const text = (row: number, column: number) => String(sheet.cell(row, column)?.value ?? '');
  const header = rows.find((row) => sheet.row(row).some((cell) => cell.value === 'Choice'));
  if (header === undefined) throw new Error('the Sync sheet has no conflicts');
  const at = (name: string) => sheet.row(header).find((cell) => cell.value === name)?.column ?? 0;
  const conflicts: number[] = [];
  for (let row = header + 1; text(row, at('Conflict')) !== ''; row += 1) conflicts.push(row);
  const row = conflicts.findLast((line) => sheet.row(line).some(({ value }) => String(value).includes(about)))!;
  workbook.setCells('Sync', [{ row, column: at('Choice'), value: choice }]);
  if (custom !== undefined) workbook.setCells('Sync', [{ row, column: at('Custom value'), value: custom }]);
  return workbook.toBytes();
}

/** The copy with a row typed in below the last one. */
export async function withTypedRow(
  bytes: Uint8Array,
  values: Readonly<Record<string, string | number>>,
): Promise<Uint8Array> {
  const workbook = openWorkbook(bytes);
  const found = readMetadata(workbook);
  if (found.state !== 'signed') throw new Error('not a copy of ours');
  const { mapping } = rebind(workbook, found.metadata);
  const columnOf = (field: string): number => mapping.columns.find((binding) => binding.field === field)?.column ?? 0;
  workbook.insertRows(mapping.sheet, [{ at: mapping.lastRow + 1, count: 1, like: mapping.lastRow }]);
  const edits = Object.entries(values).map(([field, value]) => {
    return { row: mapping.lastRow + 1, column: columnOf(field), value };
  });
  workbook.setCells(mapping.sheet, edits);
  return workbook.toBytes();
}
