import type { ProjectRecord } from '../ports/records.ts';
import type { House } from './house.ts';

/** Our word that a copy that a program works in holds this version of the plan; void after a restore from a backup (rule B3). */
export const copyReceipt = (
  { signer }: Pick<House, 'signer'>,
  { id, epoch }: Pick<ProjectRecord, 'id' | 'epoch'>,
  copy: string,
  version: number,
): string => signer.token('copy-holds', [id, String(epoch), copy, String(version)]);
