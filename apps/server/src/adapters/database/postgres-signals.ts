/** The `Signals` port by NOTIFY and LISTEN: one connection, made again when it is lost. */
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import type { Signal, Signals } from '../../ports/signals.ts';

/** Migrations say words of their own on it. */
const CHANNEL = 'sprintforge_live';
/** Between attempts to connect: twice as long each time, up to the second. */
const WAITS_MS = [250, 10_000] as const;

export interface SignalOptions {
  readonly url: string;
  readonly onError: (error: Error) => void;
}

export async function postgresSignals({ url, onError }: SignalOptions): Promise<Signals> {
  const listeners = new Set<(signal: Signal | null) => void>();
  const closing = new AbortController();
  const tell = (signal: Signal | null): void => {
    for (const hear of listeners) hear(signal);
  };
  let client: pg.Client | null = null;

  /** Resolves when the connection is there; it comes back by itself when it is lost. */
  async function connect(): Promise<void> {
    const fresh = new pg.Client({ connectionString: url, keepAlive: true });
    fresh.on('error', onError);
    fresh.on('notification', ({ payload }) => tell(JSON.parse(payload ?? 'null') as Signal | null));
    try {
      await fresh.connect();
      await fresh.query(`listen ${CHANNEL}`);
    } catch (error) {
      await fresh.end().catch(() => undefined); // it was never there
      throw error;
    }
    client = fresh;
    fresh.once('end', () => {
      client = null;
      if (!closing.signal.aborted) void reconnect();
    });
  }

  async function reconnect(): Promise<void> {
    for (let wait: number = WAITS_MS[0]; !closing.signal.aborted; wait = Math.min(2 * wait, WAITS_MS[1])) {
      try {
        await connect();
        tell(null);
        return;
      } catch (error) {
        onError(error as Error);
      }
      await pause(wait, undefined, { signal: closing.signal }).catch(() => undefined);
    }
    await client?.end();
  }

  await connect();
  return {
    async say(signal) {
      await client?.query('select pg_notify($1, $2)', [CHANNEL, JSON.stringify(signal)]).catch(onError);
    },
    listen(hear) {
      listeners.add(hear);
      return () => listeners.delete(hear);
    },
    async close() {
      closing.abort();
      await client?.end();
    },
  };
}
