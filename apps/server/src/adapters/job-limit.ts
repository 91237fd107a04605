/** How long a job of the engine may take: so much processor time, for it is not to blame for what else the machine does meanwhile. */
import { processorTime } from './processor-time.ts';

/** Where a job got too little of the processor, it may take so many times longer. */
const patience = 5;

export class JobLimit {
  readonly #pid: number | undefined;
  readonly #limitMs: number;
  readonly #over: (spentMs: number) => void;
  readonly #usedBefore: number | null;
  readonly #begun = performance.now();
  #timer: NodeJS.Timeout;

  /** `over` is called when the process has worked for `limitMs`, or `patience` times that have gone by. */
  constructor(pid: number | undefined, limitMs: number, over: (spentMs: number) => void) {
    this.#pid = pid;
    this.#limitMs = limitMs;
    this.#over = over;
    this.#usedBefore = this.#usedNow();
    this.#timer = setTimeout(() => this.#look(), limitMs);
  }

  end(): void {
    clearTimeout(this.#timer);
  }

  #usedNow(): number | null {
    return this.#pid === undefined ? null : processorTime(this.#pid);
  }

  #look(): void {
    const gone = performance.now() - this.#begun;
    const now = this.#usedNow();
    const used = now === null || this.#usedBefore === null ? gone : now - this.#usedBefore;
    const left = Math.min(this.#limitMs - used, patience * this.#limitMs - gone);
    if (left <= 0) this.#over(gone);
    else this.#timer = setTimeout(() => this.#look(), Math.max(left, 10));
  }
}
