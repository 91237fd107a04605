import { LRUCache } from 'lru-cache';
import type { Cache, RateCounter } from '../ports/cache.ts';
import { KeptValues } from './kept-values.ts';

const MOST_WINDOWS = 100_000;

/** Within one process. */
export function memoryCache(): Cache {
  const values = new KeptValues();
  return {
    remember: (key, lifetimeMs, make) => values.remember(key, lifetimeMs, async () => JSON.stringify(await make())),
    forget: async (...keys) => values.forget(keys),
    check: async () => undefined,
    close: async () => values.clear(),
  };
}

/** `now`: milliseconds. */
export function memoryRateCounter(now: () => number): RateCounter {
  const windows = new LRUCache<string, { count: number; readonly ends: number }>({ max: MOST_WINDOWS });
  return {
    async count(key) {
      const window = windows.get(key);
      return window === undefined || window.ends <= now() ? 0 : window.count;
    },
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
