import type { Signal, Signals } from '../ports/signals.ts';
import { LiveWatch } from './live-watch.ts';
import { Refusal } from './refusal.ts';

/** Streams that one person may have open in one process. */
const MOST_PER_PERSON = 12;

/** Who follows which project in this process: wakes them, and lets those who stand at the same place read once. */
export class LiveHub {
  readonly #watches = new Map<string, Set<LiveWatch>>();
  readonly #perPerson = new Map<string, number>();
  readonly #reading = new Map<string, Map<number, Promise<unknown>>>();
  #ended = false;

  constructor(signals: Pick<Signals, 'listen'>) {
    signals.listen((signal) => this.#hear(signal));
  }

  /** `stop` must be called; also ends the watch. Throws RATE_LIMITED when this person follows too much already. */
  watch(tenant: string, project: string, user: string): { readonly watch: LiveWatch; readonly stop: () => void } {
    const count = this.#perPerson.get(user) ?? 0;
    if (count >= MOST_PER_PERSON)
      throw new Refusal('RATE_LIMITED', `at most ${MOST_PER_PERSON} event streams at once`, { retry_after: 30 });
    this.#perPerson.set(user, count + 1);
    const watch = new LiveWatch(user);
    const key = keyOf({ tenant, project });
    this.#watches.set(key, (this.#watches.get(key) ?? new Set()).add(watch));
    if (this.#ended) watch.end();
    return { watch, stop: () => this.#stop(key, user, watch) };
  }

  /** Several who ask for what follows `after` read once; but nobody is given what was read before the last word on the project. */
  shared<T>(tenant: string, project: string, after: number, read: () => Promise<T>): Promise<T> {
    const key = keyOf({ tenant, project });
    const places = this.#reading.get(key) ?? new Map<number, Promise<unknown>>();
    this.#reading.set(key, places);
    const running = places.get(after) as Promise<T> | undefined;
    if (running) return running;
    const work = read().finally(() => {
      places.delete(after);
      if (places.size === 0 && this.#reading.get(key) === places) this.#reading.delete(key);
    });
    places.set(after, work);
    return work;
  }

  /** Streams that are open. */
  get size(): number {
    return [...this.#perPerson.values()].reduce((sum, count) => sum + count, 0);
  }

  /** Every stream ends behind what it is sending; a new one ends at once. */
  end(): void {
    this.#ended = true;
    for (const watches of this.#watches.values()) for (const watch of watches) watch.end();
  }

  #hear(signal: Signal | null): void {
    if (signal) this.#reading.delete(keyOf(signal));
    else this.#reading.clear();
    const meant = signal ? [this.#watches.get(keyOf(signal)) ?? []] : this.#watches.values();
    for (const watches of meant) for (const watch of watches) watch.hear(signal);
  }

  #stop(key: string, user: string, watch: LiveWatch): void {
    const watches = this.#watches.get(key);
    if (!watches?.delete(watch)) return;
    watch.end();
    if (watches.size === 0) this.#watches.delete(key);
    const left = (this.#perPerson.get(user) ?? 1) - 1;
    if (left > 0) this.#perPerson.set(user, left);
    else this.#perPerson.delete(user);
  }
}

const keyOf = ({ tenant, project }: { readonly tenant: string; readonly project: string }): string =>
  `${tenant}/${project}`;
