/** What lies between two revisions. It never changes, so the same pair is worked out once for everybody who asks. */
import type { RevisionDetail } from '@sprintforge/protocol';
import type { Compared } from '../ports/engine.ts';
import { shownRevision } from './history.ts';
import { type Caller, type House, projectOf, stillKept } from './house.ts';
import { Refusal } from './refusal.ts';

const KEPT_MS = 15 * 60_000;

/** The revision with what changed from `against` to it, which may be the later one of the two; the changes from number `from` on. */
export async function compareRevisions(
  house: House,
  caller: Caller,
  id: string,
  number: number,
  against: number,
  from: number,
): Promise<RevisionDetail> {
  const { tenant } = caller;
  const { to, compared } = await house.database.unit(tenant, async (unit) => {
    const project = await projectOf(unit, id);
    const [later, earlier] = [
      await unit.revisions.find(project.id, number),
      await unit.revisions.find(project.id, against),
    ];
    return { to: later, compared: earlier };
  });
  if (!to || !compared) throw new Refusal('NOT_FOUND', `no revision ${to ? against : number}`);
  const [target, ours] = [to, compared].map((one) => stillKept(one.snapshotBlob, `revision ${one.number}`)) as [
    string,
    string,
  ];
  // by their content: right whatever happens to the project, also without a word from other processes
  const { changes, next } = await house.cache.remember(
    `diff:${tenant}:${ours}:${target}:${from}`,
    KEPT_MS,
    async (): Promise<Compared> => {
      const [before, after] = [await house.blobs.get(tenant, ours), await house.blobs.get(tenant, target)];
      return house.engine.compare({ before, after, from });
    },
  );
  return {
    ...shownRevision(to),
    against: compared.number,
    changes: [...changes],
    next: next === null ? null : String(next),
  };
}
