/**
 * A server that ends as by `kill -9` at a numbered step. A step is the moment before or after a call of a port (the database's
 * transaction and every statement of it, files, engine, cache), counted in what follows from `POST /api/sync/upload`:
 * every step of an upload is there without the server knowing of any, new ones included. `DIE_AT=0` lives, and prints the steps.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe } from 'node:diagnostics_channel';
import fs from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { flushCompileCache } from 'node:module';
import { startServer } from '../../src/index.ts';
import { configFromEnvironment } from '../../src/main.ts';
import type { House } from '../../src/services/house.ts';

const dieAt = Number(process.env.DIE_AT ?? 0);
const list = process.env.STEPS_FILE;
const watched = ['database', 'blobs', 'engine', 'cache', 'rates', 'signals', 'jobs'];

/** Inside: what an upload does, wherever it goes on. */
const upload = new AsyncLocalStorage<boolean>();
let steps = 0;

function step(name: string): void {
  if (!upload.getStore()) return;
  steps += 1;
  if (list) fs.appendFileSync(list, `${steps} ${name}\n`);
  if (steps === dieAt) process.kill(process.pid, 'SIGKILL');
}

/** Every method of it, with a step before and after; a function among the arguments is a piece of work, whose unit is watched as well. */
function watch<T extends object>(name: string, port: T): T {
  return new Proxy(port, {
    get(target, key) {
      const member: unknown = Reflect.get(target, key, target);
      if (typeof key === 'symbol') return member;
      if (typeof member === 'object' && member !== null) return watch(`${name}.${key}`, member);
      if (typeof member !== 'function') return member;
      return (...args: unknown[]) => {
        step(`before ${name}.${key}`);
        const answer: unknown = member.apply(
          target,
          args.map((arg) => work(`${name}.${key}`, arg)),
        );
        if (!(answer instanceof Promise)) return answer;
        return answer.then((value: unknown) => {
          step(`after ${name}.${key}`);
          return value;
        });
      };
    },
  });
}

function work(name: string, arg: unknown): unknown {
  if (typeof arg !== 'function') return arg;
  const inside = AsyncLocalStorage.snapshot(); // the engine's children call back from outside
  return (...inner: unknown[]) =>
    inside(async () => {
      step(`begun ${name}`);
      const answer: unknown = await arg(...inner.map((one) => (isUnit(one) ? watch('unit', one) : one)));
      step(`about to end ${name}`);
      return answer;
    });
}

const isUnit = (value: unknown): value is object => typeof value === 'object' && value !== null && 'projects' in value;

function around(house: House): House {
  const ports = watched.filter((name) => name in house);
  return new Proxy(house, {
    get: (target, key) => {
      const port: unknown = Reflect.get(target, key, target);
      return ports.includes(String(key)) ? watch(String(key), port as object) : port;
    },
  });
}

// before anybody listens: the first request may be the one
subscribe('http.server.request.start', (message) => {
  const { request } = message as { readonly request: IncomingMessage };
  upload.enterWith(request.method === 'POST' && request.url === '/api/sync/upload');
});
await startServer(configFromEnvironment(), around);
flushCompileCache(); // for the next one: this one ends without
