import type { House } from './house.ts';
import { Refusal } from './refusal.ts';

/** Throws WORKBOOK_REFUSED with the name of what was found. Without a scanner everything passes. */
export async function refuseViruses({ viruses }: House, bytes: Uint8Array, projectId?: string): Promise<void> {
  const name = await viruses?.scan(bytes);
  if (!name) return;
  const message = `the virus scanner found ${name}`;
  const findings = [{ code: 'VIRUS_FOUND', severity: 'refuse', part: '', message }];
  const refusal = new Refusal('WORKBOOK_REFUSED', message, { reason: 'VIRUS_FOUND', where: {}, findings });
  throw projectId === undefined ? refusal : refusal.concerning({ projectId });
}
