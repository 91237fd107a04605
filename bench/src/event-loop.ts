/** How late the event loop of a server gets, as it measures itself. */
import { setTimeout as sleep } from 'node:timers/promises';

/** Milliseconds. */
export interface Lag {
  /** The worst 99th percentile of a second. */
  readonly p99: number;
  readonly longest: number;
}

/** Of the serving process at `url`, while `what` is done. */
export async function lagWhile<T>(
  url: string,
  what: () => Promise<T>,
): Promise<{ readonly lag: Lag; readonly result: T }> {
  await lagSinceLastLook(url);
  const lags: Lag[] = [];
  const over = new AbortController();
  const watching = (async () => {
    while (!over.signal.aborted) {
      await sleep(1000, undefined, { signal: over.signal }).catch(() => undefined);
      lags.push(await lagSinceLastLook(url));
    }
  })();
  try {
    const result = await what();
    over.abort();
    await watching;
    const worst = (of: keyof Lag) => Math.max(...lags.map((lag) => lag[of]));
    return { lag: { p99: worst('p99'), longest: worst('longest') }, result };
  } finally {
    over.abort();
    await watching;
  }
}

/** It begins anew with every look. */
async function lagSinceLastLook(url: string): Promise<Lag> {
  const of = await metrics(url);
  return {
    p99: of('nodejs_eventloop_lag_p99_seconds') * 1000,
    longest: of('nodejs_eventloop_lag_max_seconds') * 1000,
  };
}

/** The values of a server's metrics, by name. */
export async function metrics(url: string): Promise<(name: string) => number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return (name) => Number(new RegExp(`^${name} (.*)$`, 'm').exec(text)?.[1] ?? Number.NaN);
}
