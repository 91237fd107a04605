import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Redis } from 'ioredis';
import type { Cache, RateCounter } from '../ports/cache.ts';
import { KeptValues } from './kept-values.ts';
import { memoryRateCounter } from './memory-cache.ts';

/** Longest time that a process serves a value without asking Redis again: a lost invalidation is forgotten after it. */
const LOCAL_MS = 30_000;
/** Longest time that others wait for the process that makes a value. */
const MAKING_MS = 10_000;

export interface RedisOptions {
  /** `redis://…` or `rediss://…`. */
  readonly url: string;
  /** Told about a failed connection; what was asked is answered without Redis. */
  onError(error: Error): void;
}

/** A connection that gives up a command after 300 ms instead of holding up a request. */
export function connectRedis({ url, onError }: RedisOptions): Redis {
  const redis = new Redis(url, {
    commandTimeout: 300,
    maxRetriesPerRequest: 1,
    enableOfflineQueue: false,
    retryStrategy: (times) => Math.min(100 * 2 ** times, 5000),
  });
  redis.on('error', onError);
  return redis;
}

/**
 * Two levels: memory in this process, Redis between processes. What one process forgets is forgotten by all (publish and subscribe).
 * Without Redis each process goes on with its memory. `ears`: a connection of its own, which hears what others
 * forget. `prefix`: begins every name in Redis; installations that share a Redis have different ones.
 */
export function redisCache(redis: Redis, ears: Redis, prefix: string): Cache {
  const channel = `${prefix}:forget`;
  const nameOf = (key: string): string => `${prefix}:cache:${key}`;
  const lockOf = (key: string): string => `${prefix}:making:${key}`;
  const self = randomUUID();
  const local = new KeptValues();
  listen();
  return {
    remember: (key, lifetimeMs, make) =>
      local.remember(key, Math.min(lifetimeMs, LOCAL_MS), (isCurrent) => findOrMake(key, lifetimeMs, make, isCurrent)),
    async forget(...keys) {
      local.forget(keys);
      await attempt(() => redis.del(...keys.map(nameOf)));
      await attempt(() => redis.publish(channel, JSON.stringify({ from: self, keys })));
    },
    async check() {
      await redis.ping();
    },
    async close() {
      local.clear();
      redis.disconnect();
      ears.disconnect();
    },
  };

  async function findOrMake(
    key: string,
    lifetimeMs: number,
    make: () => Promise<unknown>,
    isCurrent: () => boolean,
  ): Promise<string> {
    const right = randomUUID();
    const found = await findOrTake(key, right);
    try {
      const text = found ?? JSON.stringify(await make());
      if (found === undefined && isCurrent()) await attempt(() => redis.set(nameOf(key), text, 'PX', lifetimeMs));
      return text;
    } finally {
      if (found === undefined) await attempt(() => redis.eval(RELEASE, 1, lockOf(key), right));
    }
  }

  /** The value as another process has made it or is making it; `undefined`: it is ours to make. */
  async function findOrTake(key: string, right: string): Promise<string | undefined> {
    const until = performance.now() + MAKING_MS;
    for (;;) {
      const found = await attempt(() => redis.get(nameOf(key)));
      if (found) return found;
      if (found === undefined || performance.now() > until) return undefined; // no Redis, or who makes it is too slow
      const taken = await attempt(() => redis.set(lockOf(key), right, 'PX', MAKING_MS, 'NX'));
      if (taken === 'OK') return (await attempt(() => redis.get(nameOf(key)))) ?? undefined;
      if (taken === undefined) return undefined;
      await pause(25);
    }
  }

  function listen(): void {
    ears.on('ready', () => {
      local.clear(); // what was forgotten while we did not hear is not known
      void attempt(() => ears.subscribe(channel));
    });
    ears.on('message', (_channel: string, message: string) => {
      const { from, keys } = JSON.parse(message) as { from: string; keys: string[] };
      if (from !== self) local.forget(keys);
    });
  }
}

const RELEASE = "if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) end return 0";
const HIT =
  "local n = redis.call('incr', KEYS[1]) if n == 1 then redis.call('pexpire', KEYS[1], ARGV[1]) end return {n, redis.call('pttl', KEYS[1])}";

/** `undefined` when Redis does not answer; the connection's own `error` event has told why. */
async function attempt<T>(call: () => Promise<T>): Promise<T | undefined> {
  try {
    return await call();
  } catch {
    return undefined;
  }
}

/** One count for all processes; each counts by itself while Redis does not answer. */
export function redisRateCounter(redis: Redis, prefix: string, now: () => number): RateCounter {
  const alone = memoryRateCounter(now);
  return {
    async count(key) {
      const answer = await attempt(() => redis.get(`${prefix}:rate:${key}`));
      return answer === undefined ? alone.count(key) : Number(answer ?? 0);
    },
    async hit(key, windowMs) {
      const answer = (await attempt(() => redis.eval(HIT, 1, `${prefix}:rate:${key}`, windowMs))) as
        | [number, number]
        | undefined;
      return answer === undefined ? alone.hit(key, windowMs) : { count: answer[0], endsInMs: Math.max(1, answer[1]) };
    },
  };
}
