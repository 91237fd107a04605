/** What leaves for the cloud: written down first, so that it is sent once, whatever happens to the line. */
import type { Departure, Secrecy } from '../../ports/engine.ts';
import type { CloudHeld, HybridLink, Sending } from '../../ports/hybrid.ts';
import type { ProjectRecord } from '../../ports/records.ts';
import { type Caller, type House, projectOf, storeBlob } from '../house.ts';
import { rulesOf } from '../privacy/field-classes.ts';
import type { Exchange } from './exchange.ts';

/** The key that pseudonyms of an organisation are made with. */
const PSEUDONYM_KEY = 'pseudonyms';

/** How many changes wait to be sent now, and of which revision; `moved`: another process was at it. */
export async function departure(
  { house, caller }: Exchange,
  link: HybridLink,
): Promise<{ readonly changes: number; readonly revision: number } | 'moved'> {
  const { held } = link;
  if (!held) return 'moved';
  const key = await house.keys.fixed(caller.tenant, PSEUDONYM_KEY);
  const { project, rules, people, known } = await house.database.unit(caller.tenant, async (unit) => ({
    project: await projectOf(unit, link.projectId),
    rules: await rulesOf(unit, link.projectId),
    people: (await unit.accounts.everybody()).flatMap(({ name, email }) => [name, email]),
    known: await unit.hybrid.pseudonyms(link.projectId),
  }));
  const secrecy = link.syncSensitiveData ? null : { key, rules, people };
  const left = await leaving(house, caller, project, { cloudBlob: held.cloudBlob, secrecy, known });
  if (left.changes === null) return same(house, caller, link, held, project);
  const done = await house.database.unit(caller.tenant, async (unit) => {
    const cloudBlob = await storeBlob(house, unit, caller.tenant, left.snapshot, 'hybrid');
    await unit.hybrid.keepPseudonyms(project.id, left.pseudonyms);
    const sending = { key: house.system.uuid(), cloudBlob, baseBlob: project.snapshotBlob, revision: project.head };
    return unit.hybrid.update(link, { sending });
  });
  return done ? { changes: 1, revision: project.head } : 'moved';
}

/** The cloud holds all of it already: from now on this revision is the base. */
async function same(house: House, caller: Caller, link: HybridLink, held: CloudHeld, project: ProjectRecord) {
  const { head: revision, snapshotBlob: baseBlob } = project;
  if (held.revision === revision && held.baseBlob === baseBlob) return { changes: 0, revision };
  const done = await house.database.unit(caller.tenant, (unit) =>
    unit.hybrid.update(link, { held: { ...held, revision, baseBlob } }),
  );
  return done ? { changes: 0, revision } : ('moved' as const);
}

interface Leaving {
  readonly cloudBlob: string;
  readonly secrecy: Secrecy | null;
  readonly known: readonly (readonly [string, string])[];
}

async function leaving(
  { blobs, engine }: House,
  { tenant }: Caller,
  { snapshotBlob }: Pick<ProjectRecord, 'snapshotBlob'>,
  { cloudBlob, secrecy, known }: Leaving,
): Promise<Departure> {
  const [ours, cloud] = [await blobs.get(tenant, snapshotBlob), await blobs.get(tenant, cloudBlob)];
  return engine.departure({ ours, cloud, secrecy, known });
}

/** The same changes again, of what was written down: from what the cloud held to what it is to hold. */
export async function keptSending(
  house: House,
  caller: Caller,
  { cloudBlob }: Sending,
  held: CloudHeld,
): Promise<{ readonly hash: string; readonly changes: Uint8Array }> {
  const left = await leaving(
    house,
    caller,
    { snapshotBlob: cloudBlob },
    {
      cloudBlob: held.cloudBlob,
      secrecy: null,
      known: [],
    },
  );
  if (left.changes === null) throw new Error('nothing of what was written down is left to be sent');
  return { hash: left.hash, changes: left.changes };
}
