/**
 * What is refused, kept in the audit chain without letting a flood of it fill the table: the first of its kind within a minute is
 * written at once, those that follow are counted and written as one entry when the minute is over.
 */
import net from 'node:net';
import type { Database } from '../ports/database.ts';
import type { System } from '../ports/system.ts';
import { NO_TENANT } from './audit-chain.ts';
import { recordSecurity, type SecurityNote, type Who } from './security-audit.ts';

export interface Refused extends SecurityNote, Who {
  /** null: nobody knows whose it would have been. */
  readonly tenant: string | null;
}

export interface WatchOptions {
  readonly database: Database;
  readonly system: System;
  /** Told when an entry cannot be written. */
  readonly onError: (error: unknown) => void;
  readonly windowMs?: number;
}

/** So many kinds are told apart within a minute, for each organisation; what is beyond is counted together. */
const kinds = 20;
/** Over all organisations; only those that have members here are counted apart. */
const organisations = 1000;

interface Counted {
  readonly refused: Refused;
  /** Of those that are not written yet. */
  count: number;
}

export class RefusalWatch {
  readonly #options: WatchOptions;
  #window = new Map<string, Map<string, Counted>>();
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();

  constructor(options: WatchOptions) {
    this.#options = options;
  }

  /** Neither waits nor throws. */
  note(refused: Refused): void {
    this.#timer ??= setTimeout(() => void this.flush(), this.#options.windowMs ?? 60_000).unref();
    const known = this.#ofTenant(refused.tenant ?? NO_TENANT);
    const key = kindOf(refused);
    const same = known.get(key);
    if (same) same.count += 1;
    else if (known.size < kinds) {
      known.set(key, { refused, count: 0 });
      this.#write(refused);
    } else this.#countRest(known, refused);
  }

  /** Writes what was counted, and begins anew. Resolves when everything that was noted is written. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const ended = this.#window;
    this.#window = new Map();
    for (const known of ended.values())
      for (const { refused, count } of known.values()) if (count > 0) this.#write({ ...refused, count });
    return this.#writing;
  }

  #ofTenant(tenant: string): Map<string, Counted> {
    const name = this.#window.size < organisations || this.#window.has(tenant) ? tenant : NO_TENANT;
    const known = this.#window.get(name) ?? new Map<string, Counted>();
    this.#window.set(name, known);
    return known;
  }

  #countRest(known: Map<string, Counted>, { tenant, event }: Refused): void {
    const key = `rest ${event}`;
    const rest = known.get(key);
    if (rest) rest.count += 1;
    else {
      const refused = { tenant, event, outcome: 'refused', userId: null, ip: null, userAgent: null } as const;
      known.set(key, { refused: { ...refused, details: { many: true } }, count: 1 });
    }
  }

  #write(refused: Refused): void {
    const { database, system, onError } = this.#options;
    this.#writing = this.#writing
      .then(async () => {
        await database.unit(refused.tenant ?? NO_TENANT, (unit) =>
          recordSecurity({ system }, unit, refused, { ...refused, outcome: 'refused' }),
        );
      })
      .catch(onError);
  }
}

/** Alike are: the same event by the same person or from the same place, at the same thing, for the same reason. */
function kindOf({ event, userId, ip, projectId, details }: Refused): string {
  return JSON.stringify([
    event,
    userId,
    userId === null ? networkOf(ip) : '',
    projectId ?? '',
    details?.['reason'] ?? '',
  ]);
}

/** Who has an IPv6 address has 2^64 of them. */
function networkOf(ip: string | null): string {
  if (ip === null || !net.isIPv6(ip) || ip.includes('.')) return ip ?? '';
  const [head = '', tail] = ip.split('::');
  const parts = head.split(':');
  const rest = tail === undefined ? [] : tail.split(':');
  const all = tail === undefined ? parts : [...parts, ...Array(8 - parts.length - rest.length).fill('0'), ...rest];
  return all.slice(0, 4).join(':');
}
