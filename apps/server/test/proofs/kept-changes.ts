/** The change sets that a database holds, opened as a server with these keys opens them: by the port, not through a server. */
import type { ChangeSet } from '@sprintforge/core';
import { postgresDatabase } from '../../src/adapters/database/postgres.ts';
import { type KeyConfig, openKeys } from '../../src/open-keys.ts';
import { type Undo, unwind } from '../../src/open-services.ts';

/** A database with what its personal values are sealed under. */
export interface KeptIn extends KeyConfig {
  readonly databaseUrl: string;
}

/** Of each of these revisions, in its pieces. */
export async function keptChanges(
  { databaseUrl: url, ...config }: KeptIn,
  tenant: string,
  project: string,
  revisions: readonly number[],
): Promise<ChangeSet[][]> {
  const undo: Undo[] = [];
  const onError = (): void => undefined;
  try {
    const keys = await openKeys(config, url, onError, undo);
    const database = postgresDatabase({ url, poolSize: 1, onError, keys, queueIn: () => ({ add: async () => null }) });
    undo.push(() => database.close());
    const all: ChangeSet[][] = [];
    for (const revision of revisions)
      all.push(
        await database.unit(tenant, async (unit) => {
          const pieces: ChangeSet[] = [];
          for (;;) {
            const piece = await unit.revisions.changes(project, revision, pieces.length);
            if (piece === null) return pieces;
            pieces.push(JSON.parse(piece) as ChangeSet);
          }
        }),
      );
    return all;
  } finally {
    await unwind(undo);
  }
}
