import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startRedis, type TestRedis } from '../../../test/support/redis.ts';
import { redis as redisService } from '../../../test/support/services.ts';
import { memoryCache, memoryRateCounter } from '../src/adapters/memory-cache.ts';
import { connectRedis, redisCache, redisRateCounter } from '../src/adapters/redis-cache.ts';
import type { Cache, RateCounter } from '../src/ports/cache.ts';

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const hour = 3_600_000;

/** Makes a new value each time it is called, and says how often that was. */
function maker(ms = 0) {
  const made = { times: 0 };
  const make = async () => {
    made.times += 1;
    await pause(ms);
    return { made: made.times };
  };
  return { made, make };
}

/** The contract that every adapter passes. */
function cacheContract(open: () => Cache): void {
  let cache: Cache;
  let keys = 0;
  const key = () => `contract-${process.pid}-${performance.now()}-${keys++}`;
  beforeAll(() => {
    cache = open();
  });
  afterAll(() => cache.close());

  test('a value is made once', async () => {
    const { made, make } = maker();
    const name = key();
    for (let i = 0; i < 3; i += 1) expect(await cache.remember(name, hour, make)).toEqual({ made: 1 });
    expect(made.times).toBe(1);
  });
  test('asked for a hundred times at once it is made once', async () => {
    const { made, make } = maker(50);
    const name = key();
    await Promise.all(Array.from({ length: 100 }, () => cache.remember(name, hour, make)));
    expect(made.times).toBe(1);
  });
  test('what was forgotten is made anew', async () => {
    const { make } = maker();
    const name = key();
    await cache.remember(name, hour, make);
    await cache.forget(name);
    expect(await cache.remember(name, hour, make)).toEqual({ made: 2 });
  });
  test('what is forgotten while it is being made is given to those who asked, and not kept', async () => {
    const { make } = maker(50);
    const name = key();
    const asked = cache.remember(name, hour, make);
    await pause(20);
    await cache.forget(name);
    expect(await asked).toEqual({ made: 1 });
    expect(await cache.remember(name, hour, make)).toEqual({ made: 2 });
  });
  test('a value serves as long as it may', async () => {
    const { make } = maker();
    const name = key();
    await cache.remember(name, 60, make);
    await pause(120);
    expect(await cache.remember(name, 60, make)).toEqual({ made: 2 });
  });
  test('a failure is thrown to those who asked, and the next one tries again', async () => {
    const name = key();
    await expect(cache.remember(name, hour, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await cache.remember(name, hour, async () => 7)).toBe(7);
  });
  test('nobody changes what another is given', async () => {
    const name = key();
    const first = await cache.remember(name, hour, async () => ({ list: [1] }));
    first.list.push(2);
    expect(await cache.remember(name, hour, async () => ({ list: [9] }))).toEqual({ list: [1] });
  });
}

function counterContract(open: () => RateCounter): void {
  test('counts in a window, each key by itself, and begins anew after it', async () => {
    const counter = open();
    const name = `counter-${process.pid}-${performance.now()}`;
    const counts = [];
    for (let i = 0; i < 3; i += 1) counts.push((await counter.hit(name, 400)).count);
    expect(counts).toEqual([1, 2, 3]);
    expect([await counter.count(name), await counter.count(`${name}-other`)]).toEqual([3, 0]);
    expect((await counter.hit(`${name}-other`, 400)).count).toBe(1);
    const { endsInMs } = await counter.hit(name, 400);
    expect(endsInMs).toBeGreaterThan(0);
    expect(endsInMs).toBeLessThanOrEqual(400);
    await pause(endsInMs + 20);
    expect(await counter.count(name)).toBe(0);
    expect((await counter.hit(name, 400)).count).toBe(1);
  });
}

const clock = () => performance.now();

describe('cache in memory', () => cacheContract(() => memoryCache()));
describe('rate counter in memory', () => counterContract(() => memoryRateCounter(clock)));

describe.skipIf(!redisService.present())('on Redis', () => {
  let redis: TestRedis;
  const silent = { onError: () => {} };
  const connect = () => connectRedis({ url: redis.url, ...silent });
  const open = () => redisCache(connect(), connect(), 'test');
  beforeAll(async () => {
    redis = await startRedis();
  });
  afterAll(() => redis.stop());

  describe('cache', () => cacheContract(open));
  describe('rate counter', () => {
    counterContract(() => redisRateCounter(connect(), 'test', clock));
    test('two processes count together', async () => {
      const [one, two] = [redisRateCounter(connect(), 'test', clock), redisRateCounter(connect(), 'test', clock)];
      const name = `together-${process.pid}-${performance.now()}`;
      await pause(100); // connections are made
      const counts = await Promise.all([one, two, one, two].map((counter) => counter.hit(name, 60_000)));
      expect(counts.map(({ count }) => count).sort()).toEqual([1, 2, 3, 4]);
    });
  });

  test('two processes make a value once, and what one forgets the other does not serve', async () => {
    const [one, two] = [open(), open()];
    await pause(200);
    const { made, make } = maker(80);
    const both = await Promise.all([one.remember('both', hour, make), two.remember('both', hour, make)]);
    expect(both).toEqual([{ made: 1 }, { made: 1 }]);
    expect(made.times).toBe(1);
    await one.forget('both');
    await pause(100);
    expect(await two.remember('both', hour, make)).toEqual({ made: 2 });
    await Promise.all([one.close(), two.close()]);
  });

  test('without Redis everything goes on, and it is used again when it is back', async () => {
    const port = Number(new URL(redis.url).port);
    const cache = open();
    await pause(200);
    await redis.stop();
    const { make } = maker();
    expect(await cache.remember('alone', hour, make)).toEqual({ made: 1 });
    expect(await cache.remember('alone', hour, make)).toEqual({ made: 1 });
    await cache.forget('alone');
    expect(await cache.remember('alone', hour, make)).toEqual({ made: 2 });
    redis = await startRedis(port);
    const other = open();
    await expect
      .poll(
        async () => {
          await cache.forget('back');
          await cache.remember('back', hour, async () => 'shared');
          return other.remember('back', 1, async () => 'own');
        },
        { timeout: 15_000 },
      )
      .toBe('shared');
    await Promise.all([cache.close(), other.close()]);
  });
});
