/** Rows that were written before a field was said to be personal, or before anything was sealed. */
import { jobKind } from '../../ports/jobs.ts';
import type { RowPlace } from '../../ports/personal.ts';
import type { House } from '../house.ts';

export const rowsToSeal = jobKind<Record<string, never>>('seal-rows', { alone: true, seconds: 3600, retries: 3 });

/** Of every plan whose classes or personal fields are others than when it was last done. Broken off it is done again. */
export async function sealRows({ database }: Pick<House, 'database'>, tenant: string): Promise<void> {
  for (const project of await database.unit(tenant, ({ personal }) => personal.unsealed())) {
    let from: RowPlace | null = null;
    do from = await database.unit(tenant, ({ personal }) => personal.sealRows(project, from));
    while (from);
    await database.unit(tenant, ({ personal }) => personal.sealed(project));
  }
}
