/** A plan that goes to a cloud without its personal data, and what was done to it there coming home. */
import type { Dependency, FieldDefinition, PrivacyRules, Resource, Snapshot, Task } from '@sprintforge/core';
import type { LastChange, MergeTerms, SnapshotBytes } from '../engine.ts';

/** What is kept from the cloud, and what stands there in its place. */
export interface Secrecy {
  /** Of the organisation: pseudonyms are made with it, and only with it. */
  readonly key: Uint8Array;
  readonly rules: PrivacyRules;
  /** People besides those that the plan names: whole names and addresses, with the parts of which they are masked in texts too. */
  readonly people: readonly string[];
}

/** Pseudonyms with what they stand for. */
export type Pseudonyms = readonly (readonly [pseudonym: string, value: string])[];

/** What the cloud says of itself since it held `base`. */
export interface CloudReport {
  /** In the cloud's form; null: nothing was known of it. */
  readonly base: SnapshotBytes | null;
  readonly tasks: readonly Task[];
  readonly removedTasks: readonly string[];
  readonly resources: readonly Resource[];
  readonly dependencies: readonly Dependency[];
  readonly fields: readonly FieldDefinition[];
  readonly calendar: Pick<Snapshot['calendar'], 'weekend' | 'holidays'>;
  readonly scheduling: Snapshot['scheduling'];
  /** SHA-256 of the canonical form, as the cloud says. */
  readonly hash: string;
}
/** null: it does not add up to the hash that the cloud says. */
export type CloudState = { readonly snapshot: SnapshotBytes; readonly tasks: number } | null;

/** What the cloud did since, merged into the plan as an upload is. */
export interface HomecomingJob extends MergeTerms {
  readonly ground: {
    /** The plan as the cloud held it last, with the real values. */
    readonly base: SnapshotBytes;
    readonly ours: SnapshotBytes;
    readonly lastChanges: readonly LastChange[];
  };
  /** What the cloud held last and holds now, in its own form. */
  readonly before: SnapshotBytes;
  readonly now: SnapshotBytes;
  /** null: nothing is kept from the cloud. */
  readonly secrecy: Pick<Secrecy, 'rules'> | null;
  readonly known: Pseudonyms;
}

export interface DepartureJob {
  readonly ours: SnapshotBytes;
  /** What the cloud holds, in its own form. */
  readonly cloud: SnapshotBytes;
  /** null: nothing is kept from the cloud. */
  readonly secrecy: Secrecy | null;
  /** Pseudonyms that were given out before: whom they stand for is masked wherever it is written. */
  readonly known: Pseudonyms;
}
export interface Departure {
  /** The plan as the cloud is to hold it, and its hash. */
  readonly snapshot: SnapshotBytes;
  readonly hash: string;
  /** From what the cloud holds to that: a change set as JSON, compressed with zstd; null: it holds it already. */
  readonly changes: Uint8Array | null;
  /** Those that it holds. */
  readonly pseudonyms: Pseudonyms;
}
