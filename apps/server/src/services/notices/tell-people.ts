import type { Unit } from '../../ports/database.ts';
import { jobKind } from '../../ports/jobs.ts';
import type { AuditEntryRecord } from '../../ports/records.ts';

export interface Told {
  readonly project: string;
  /** Number of the entry in the log. */
  readonly seq: number;
}
export const tellPeople = jobKind<Told>('tell-people', { seconds: 120 });

/** Entries of which nobody needs to be told. */
const quiet = new Set(['download', 'create']);

/** In the unit of the entry, so that nobody is told of what was not committed and nothing committed is left untold (rule A4). */
export async function askToTell(
  unit: Unit,
  { projectId, seq, syncType }: Pick<AuditEntryRecord, 'projectId' | 'seq' | 'syncType'>,
): Promise<void> {
  if (!quiet.has(syncType)) await unit.jobs.add(tellPeople, { project: projectId, seq });
}
