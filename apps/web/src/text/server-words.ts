import type { RepairOffer } from '@sprintforge/protocol';

/** `fact`: what the server says of this one, as a person reads it. */
export type Sentence = (fact: (name: string) => string) => string;

/** What the server says in sentences of its own, by their code and facts. */
export interface ServerWords {
  readonly notices: Readonly<Record<string, Sentence>>;
  /** Circles, by how they come about. */
  readonly circles: Readonly<Record<string, string>>;
  /** Columns that have become text, by how they were read. */
  readonly asText: Readonly<Record<string, Sentence>>;
  readonly others: { readonly editing: (names: string) => string; readonly holding: (names: string) => string };
  /** What the security screen found; what is done about it is said beside it. */
  readonly content: Readonly<Record<string, string>>;
  /** Why a file cannot be read. */
  readonly faults: Readonly<Record<string, string>>;
  readonly repairs: {
    readonly column: (name: string, how: string, rows: string) => string;
    readonly how: Readonly<Record<NonNullable<NonNullable<RepairOffer['columns']>[number]['how']>, string>>;
    /** `fields` '': the Task IDs. */
    readonly shifted: (rows: string, fields: string) => string;
    readonly ways: Readonly<Record<string, Readonly<Record<'repair' | 'keep', string>>>>;
  };
  /** Where an upload without metadata probably comes from. */
  readonly origin: Sentence;
  readonly madeBy: Sentence;
  readonly revoked: Sentence;
}
