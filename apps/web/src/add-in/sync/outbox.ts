/** What was about to be sent, until its answer is in the sheet: sent again with the same key it is the same sync (rule A2). */
import type { DeltaRequest } from '@sprintforge/protocol';

export interface Outgoing {
  readonly key: string;
  readonly request: DeltaRequest;
  /** Rows that are to get their Task ID, by `client_row_id`. */
  readonly rows: Readonly<Record<string, { readonly row: number; readonly saying: string }>>;
  /** What predecessors said then, by Task ID or `client_row_id`. */
  readonly texts?: Readonly<Record<string, string>>;
}

const nameOf = (copy: string): string => `sprintforge.add-in.outbox.${copy}`;

export function outgoing(copy: string): Outgoing | null {
  const kept = localStorage.getItem(nameOf(copy));
  return kept === null ? null : (JSON.parse(kept) as Outgoing);
}

export const keepOutgoing = (copy: string, sent: Outgoing): void =>
  localStorage.setItem(nameOf(copy), JSON.stringify(sent));

export const dropOutgoing = (copy: string): void => localStorage.removeItem(nameOf(copy));
