/** Work that is done later, once for every time it was asked for, by whichever process works jobs. */

/** What can be asked for. Every process of an installation knows the same kinds. `D`: what a job is told, as JSON. */
export interface JobKind<D extends object = object> {
  /** Lower-case words with hyphens; never changed, jobs of the last version wait under it. */
  readonly name: string;
  /** Tries after the first; then the job is a dead letter. */
  readonly retries: number;
  /** Longest time that one try may take; then it counts as failed. */
  readonly seconds: number;
  /** At most one of a tenant waits or runs: asked for again meanwhile, it is that one. */
  readonly alone: boolean;
  /** Never there: it tells the compiler what `D` is. */
  readonly told?: D;
}

export function jobKind<D extends object>(
  name: string,
  how: Partial<Pick<JobKind, 'retries' | 'seconds' | 'alone'>> = {},
): JobKind<D> {
  return { name, retries: 8, seconds: 300, alone: false, ...how };
}

/** Asking for work, in a unit of work: there is a job when, and only when, the unit commits (rule A4). */
export interface JobQueue {
  /** The id of the job; null when the kind is `alone` and one is there already. */
  add<D extends object>(
    kind: JobKind<D>,
    data: D,
    options?: { readonly id?: string; readonly afterSeconds?: number },
  ): Promise<string | null>;
}

/** One try of a job. It may be tried again after it was done, when a process died before it could say so. */
export interface Job<D extends object = object> {
  readonly id: string;
  /** null: of a schedule, for the whole installation. */
  readonly tenant: string | null;
  readonly data: D;
  /** 1 for the first. */
  readonly attempt: number;
  /** If this one fails the job is a dead letter. */
  readonly last: boolean;
  /** Aborted when its time is up or the process stops waiting for it. */
  readonly signal: AbortSignal;
}

/** What does the work. A failed try is thrown, and tried again later and later. */
export interface JobHandler {
  readonly kind: JobKind;
  /** Five fields, UTC: a job without a tenant is added at these times, once over all processes. */
  readonly schedule?: string;
  /** So many at a time in one process. */
  readonly atOnce: number;
  run(job: Job): Promise<void>;
}

export function jobHandler<D extends object>(
  kind: JobKind<D>,
  run: (job: Job<D>) => Promise<void>,
  how: { readonly schedule?: string; readonly atOnce?: number } = {},
): JobHandler {
  return { kind, run: (job) => run(job as Job<D>), atOnce: 1, ...how };
}

/** A job that failed as often as its kind allows. */
export interface DeadLetter {
  readonly id: string;
  readonly kind: string;
  readonly tenant: string | null;
  readonly data: object;
  /** Why the last try failed. */
  readonly reason: string;
  /** When it was first asked for, and when it was given up. */
  readonly askedAt: string;
  readonly diedAt: string;
}

/** How one kind stands at this moment. */
export interface JobStanding {
  readonly kind: string;
  readonly waiting: number;
  readonly running: number;
  readonly dead: number;
  readonly lastDoneAt: string | null;
}

export interface Jobs {
  /** From now on this process does such jobs, and starts those that are scheduled. */
  work(handlers: readonly JobHandler[]): Promise<void>;
  /** Takes no more jobs and waits for those that run; one that is not done in `seconds` is done anew by another process. */
  stop(seconds: number): Promise<void>;
  standing(): Promise<JobStanding[]>;
  /** Oldest first. */
  deadLetters(limit: number): Promise<DeadLetter[]>;
  /** Gives dead letters (all, or these) all their tries again; how many there were. */
  rerun(ids?: readonly string[]): Promise<number>;
  close(): Promise<void>;
}
