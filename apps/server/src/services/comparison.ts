/** What lies between two revisions. It never changes, so the same pair is worked out once for everybody who asks. */
import type { Change, RevisionDetail } from '@sprintforge/protocol';
import { shownRevision } from './history.ts';
import { type Caller, type House, projectOf, stillKept } from './house.ts';
import { Refusal } from './refusal.ts';
import { asChange } from './sync-result.ts';

const KEPT_MS = 15 * 60_000;

/** The revision with what changed from `against` to it, which may be the later one of the two. */
export async function compareRevisions(
  house: House,
  caller: Caller,
  id: string,
  number: number,
  against: number,
): Promise<RevisionDetail> {
  const { tenant } = caller;
  const { to, from } = await house.database.unit(tenant, async (unit) => {
    const project = await projectOf(unit, id);
    const [later, earlier] = [
      await unit.revisions.find(project.id, number),
      await unit.revisions.find(project.id, against),
    ];
    return { to: later, from: earlier };
  });
  if (!to || !from) throw new Refusal('NOT_FOUND', `no revision ${to ? against : number}`);
  const [target, ours] = [to, from].map((one) => stillKept(one.snapshotBlob, `revision ${one.number}`)) as [
    string,
    string,
  ];
  // by their content: right whatever happens to the project, also without a word from other processes
  const changes = await house.cache.remember(
    `diff:${tenant}:${ours}:${target}`,
    KEPT_MS,
    async (): Promise<Change[]> => {
      const [before, after] = [await house.blobs.get(tenant, ours), await house.blobs.get(tenant, target)];
      const { edits } = await house.engine.change({
        ours: before,
        change: { kind: 'restore', target: after },
        rights: null, // nothing is written
      });
      return edits.map(asChange);
    },
  );
  return { ...shownRevision(to), against: from.number, changes };
}
