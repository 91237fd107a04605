import { Refusal } from './refusal.ts';

/** One writer per project (rule A1) inside this process; over several processes the project's row lock decides. */
export class WriterQueue {
  readonly #tails = new Map<string, { last: Promise<unknown>; length: number }>();
  readonly #limit: number;

  /** `limit`: how many may stand in line for one project; one more is BUSY. */
  constructor(limit = 200) {
    this.#limit = limit;
  }

  async run<T>(key: string, work: () => Promise<T>): Promise<T> {
    const line = this.#tails.get(key) ?? { last: Promise.resolve(), length: 0 };
    if (line.length >= this.#limit) throw new Refusal('BUSY', 'too many are waiting to write to this project');
    this.#tails.set(key, line);
    line.length += 1;
    const mine = line.last.then(work);
    line.last = mine.catch(() => undefined); // whoever waits behind does not share our failure; `mine` still carries it
    try {
      return await mine;
    } finally {
      line.length -= 1;
      if (line.length === 0) this.#tails.delete(key);
    }
  }
}
