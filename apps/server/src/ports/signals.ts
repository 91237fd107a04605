/** Said of a project to every process on the same database. */
export type Signal = { readonly tenant: string; readonly project: string } & (
  | { readonly kind: 'log' | 'presence' }
  | { readonly kind: 'job'; readonly job: JobStep }
  /** These people have been told something. */
  | { readonly kind: 'notice'; readonly users: readonly string[] }
);

/** How far a job is. */
export interface JobStep {
  readonly id: string;
  /** Whose job it is: nobody else is told. */
  readonly user: string;
  readonly state: string;
  /** Of what it does just now; null: not said. */
  readonly stage: string | null;
  /** 0 to 100; null: not known. */
  readonly percent: number | null;
}

/**
 * Short words between processes, heard at most once: who does not listen at the moment never hears them, so nothing may rest on one.
 * What a database transaction says is heard when it has committed.
 */
export interface Signals {
  /** To all processes, this one too. Never fails: a word that cannot be said is lost. */
  say(signal: Signal): Promise<void>;
  /** `hear` gets null when words may have been missed. Returns how to stop. */
  listen(hear: (signal: Signal | null) => void): () => void;
  close(): Promise<void>;
}
