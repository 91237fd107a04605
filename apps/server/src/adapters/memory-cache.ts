import { LRUCache } from 'lru-cache';
import type { Cache, RateCounter } from '../ports/cache.ts';

/** More values than this are not kept; the ones used longest ago go first. */
const MOST_VALUES = 5000;
const MOST_WINDOWS = 100_000;

/** Within one process. Values are kept as JSON, so that nobody changes what another was given. */
export function memoryCache(): Cache {
  const values = new LRUCache<string, string>({ max: MOST_VALUES });
  const making = new Map<string, Promise<string>>();
  return {
    async remember<T>(key: string, lifetimeMs: number, make: () => Promise<T>) {
      const known = values.get(key) ?? (await (making.get(key) ?? start(key, lifetimeMs, make)));
      return JSON.parse(known) as T;
    },
    async forget(...keys) {
      for (const key of keys) {
        values.delete(key);
        making.delete(key);
      }
    },
    close: async () => values.clear(),
  };

  function start(key: string, lifetimeMs: number, make: () => Promise<unknown>): Promise<string> {
    const work = make()
      .then((value) => {
        const text = JSON.stringify(value);
        // forgotten while it was being made: it may be old already
        if (making.get(key) === work) values.set(key, text, { ttl: lifetimeMs });
        return text;
      })
      .finally(() => {
        if (making.get(key) === work) making.delete(key);
      });
    making.set(key, work);
    return work;
  }
}

/** `now`: milliseconds. */
export function memoryRateCounter(now: () => number): RateCounter {
  const windows = new LRUCache<string, { count: number; readonly ends: number }>({ max: MOST_WINDOWS });
  return {
    async hit(key, windowMs) {
      const at = now();
      let window = windows.get(key);
      if (window === undefined || window.ends <= at) {
        window = { count: 0, ends: at + windowMs };
        windows.set(key, window);
      }
      window.count += 1;
      return { count: window.count, endsInMs: window.ends - at };
    },
  };
}
