/** All that is known of one person. */
import type { Fields } from '@sprintforge/core';

/** A task or resource that names somebody. */
export interface NamingRow {
  readonly projectId: string;
  readonly projectName: string;
  readonly kind: 'task' | 'resource';
  readonly id: string;
  readonly fields: Fields;
}

export interface People {
  /** Every row that an account stands in, by table; without secrets, and without what is told elsewhere among them. */
  recordsOf(userId: string): Promise<Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>>;
  /** Rows of living plans in which one of these texts stands, however it is written in capitals. */
  naming(texts: readonly string[]): Promise<NamingRow[]>;
  /** Living plans in which the account did something: as an author, or by having a copy. */
  plansOf(userId: string): Promise<string[]>;
  /** The account goes on as nobody's: what it did stays its, and nothing says whose it was. Ways in, links, notices and settings go. */
  erase(userId: string, as: { readonly name: string; readonly email: string }): Promise<void>;
}
