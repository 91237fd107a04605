/** A demo to try things in: an organisation with an owner and two editors, and a project made from a real plan. */
import fs from 'node:fs/promises';
import path from 'node:path';
import type { RoleName } from '@sprintforge/protocol';
import type { Caller, House } from './services/house.ts';
import { createProject } from './services/projects.ts';
import { authenticate, issueToken } from './services/tokens.ts';
import type { Server } from './start-server.ts';

/** What `<data>/demo.json` says, for people and scripts. */
export interface DemoFile {
  readonly url: string;
  readonly project_id: string;
  readonly users: readonly {
    readonly name: string;
    readonly email: string;
    readonly role: RoleName;
    readonly token: string;
    /** For signing in; made with the demo. */
    readonly password: string;
  }[];
}

const tenant = '5f0e1d0a-0000-4000-8000-000000000001';
const people: readonly { id: string; name: string; email: string; role: RoleName }[] = [
  { id: '5f0e1d0a-0000-4000-8000-0000000000a1', name: 'Olivia Owner', email: 'olivia@demo.example', role: 'owner' },
  { id: '5f0e1d0a-0000-4000-8000-0000000000a2', name: 'Anna Editor', email: 'anna@demo.example', role: 'editor' },
  { id: '5f0e1d0a-0000-4000-8000-0000000000a3', name: 'Ben Builder', email: 'ben@demo.example', role: 'editor' },
];
const planFile = path.resolve(import.meta.dirname, '../../../fixtures/demo-plan.xlsx');

/** Makes what is missing of the demo and writes `<data>/demo.json`; tokens and project stay the same over restarts. */
export async function ensureDemo(
  server: Pick<Server, 'house' | 'url'>,
  options: { readonly data: string; readonly plan?: string },
): Promise<DemoFile> {
  const { house, url } = server;
  const file = path.join(options.data, 'demo.json');
  const known = await readDemo(file);
  await ensurePeople(house);
  const users = [];
  for (const person of people) {
    const before = known?.users.find((user) => user.email === person.email);
    const { id, ...shown } = person;
    const token = (await stillGood(house, before?.token)) ?? (await freshToken(house, id));
    users.push({ ...shown, token, password: await ensurePassword(house, id, before?.password) });
  }
  const owner = await authenticate(house, users[0]?.token ?? '', { ip: null, userAgent: 'demo' });
  const project_id = await ensureProject(house, owner, known?.project_id, options.plan ?? planFile);
  const demo = { url, project_id, users };
  const beside = `${file}.part`;
  await fs.writeFile(beside, `${JSON.stringify(demo, null, 2)}\n`, { mode: 0o600 });
  await fs.rename(beside, file);
  return demo;
}

async function readDemo(file: string): Promise<DemoFile | undefined> {
  const text = await fs.readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  return text === undefined ? undefined : (JSON.parse(text) as DemoFile);
}

async function ensurePeople(house: House): Promise<void> {
  await house.database.unit(tenant, async (unit) => {
    const at = house.system.now();
    await unit.accounts.createTenant('Demo', at);
    for (const person of people) if (!(await unit.accounts.user(person.id))) await unit.accounts.createUser(person, at);
  });
}

async function stillGood(house: House, token: string | undefined): Promise<string | undefined> {
  if (token === undefined) return undefined;
  return authenticate(house, token, { ip: null, userAgent: 'demo' }).then(
    () => token,
    () => undefined, // revoked, expired, or of another database: a new one is made
  );
}

/** The one that was made before, if it is still theirs. */
async function ensurePassword(house: House, userId: string, before: string | undefined): Promise<string> {
  const known = await house.database.unit(tenant, (unit) => unit.signIns.password(userId));
  if (before !== undefined && known !== null && (await house.passwords.verify(before, known))) return before;
  const password = Buffer.from(house.system.random(12)).toString('base64url');
  const hash = await house.passwords.hash(password);
  await house.database.unit(tenant, (unit) => unit.signIns.setPassword(userId, hash, house.system.now()));
  return password;
}

async function freshToken(house: House, userId: string): Promise<string> {
  const what = { name: 'demo', scope: 'full', expiresAt: null } as const;
  return (await issueToken(house, tenant, userId, what)).token;
}

async function ensureProject(house: House, owner: Caller, known: string | undefined, plan: string): Promise<string> {
  const found = await house.database.unit(tenant, (unit) => unit.projects.list());
  const same = found.find((project) => project.id === known) ?? found[0];
  if (same) return same.id;
  const bytes = await fs.readFile(plan);
  return (await createProject(house, owner, { name: 'Office Move', bytes })).project_id;
}
