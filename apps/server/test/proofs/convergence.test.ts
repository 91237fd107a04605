/**
 * Promise 4 of the design: three server processes over the same PostgreSQL, Redis and S3, eight people, any interleaving; all end
 * equal, every edit is accounted for at every step, and the log rebuilds the state (M7, A1, A4, A6). What people do follows from the
 * seed (`SPRINTFORGE_CONVERGENCE_SEED`, `…_STEPS`), who is first does not.
 */
import { type SprintforgeClient as Client, SprintforgeClient } from '@sprintforge/protocol';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Cluster, hasServices, startCluster } from '../../../../test/support/cluster.ts';
import { Dice } from '../../../../test/support/dice.ts';
import { expectInOrder, expectNoPhantoms } from './in-order.ts';
import { type Person, type StepOutcome, step } from './person.ts';

const long = Boolean(process.env.SPRINTFORGE_LONG);
const seed = Number(process.env.SPRINTFORGE_CONVERGENCE_SEED ?? 1);
const count = Number(process.env.SPRINTFORGE_CONVERGENCE_STEPS ?? (long ? 500 : 48));
const people = 8;
/** So many steps of everybody, then nobody moves and all is looked at. */
const between = 8;

describe.skipIf(!hasServices())('several processes, many people', () => {
  let cluster: Cluster;
  beforeAll(async () => {
    cluster = await startCluster(3);
  }, 300_000);
  afterAll(() => cluster?.stop());

  test(`all end equal after ${count} steps of ${people} people (seed ${seed})`, { timeout: 3_600_000 }, async () => {
    const project = cluster.demo.project_id;
    const everybody = Array.from({ length: people }, (_, at): Person => {
      const { token } = cluster.demo.users[at % 3]!;
      return { name: `P${at}`, dice: new Dice(seed, at), project, doors: doorsOf(token), file: null };
    });
    const taken = new Map<string, number>();
    for (let done = 0; done < count; done += people) {
      const outcomes = await Promise.all(everybody.map(step));
      for (const outcome of outcomes) {
        const kind = `${outcome.step}: ${outcome.refusal?.code ?? 'done'}`;
        taken.set(kind, (taken.get(kind) ?? 0) + 1);
        expectAccounted(outcome, said);
      }
      if ((done / people) % between === between - 1) {
        await expectInOrder(cluster.kept, project, everybody[0]!.doors);
        console.log(`all equal after step ${done + people} of ${count}`);
      }
    }
    console.log(
      [...taken]
        .sort()
        .map(([kind, times]) => `${kind} ${times}`)
        .join(', '),
    );
    const version = await expectInOrder(cluster.kept, project, everybody[0]!.doors);
    expect(version).toBeGreaterThan(count / 8);
    for (const { doors } of everybody) await expectNoPhantoms(project, doors[0]!);
  });

  const said = (): string => cluster.servers.map((server) => server.said()).join('\n');
  const doorsOf = (token: string): Client[] => cluster.servers.map(({ url }) => new SprintforgeClient({ url, token }));
});

/** Promise 1 at every step; and nobody ever sees a fault of ours. */
function expectAccounted({ step: name, results, refusal }: StepOutcome, said: () => string): void {
  for (const { counts } of results)
    expect(counts.applied + counts.same + counts.conflicts + counts.refused, name).toBe(counts.edits);
  if (refusal && ![409, 404, 412, 422].includes(refusal.status))
    throw new Error(`${name}: ${refusal.code} ${refusal.message}\n${said()}`);
}
