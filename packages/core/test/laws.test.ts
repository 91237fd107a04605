import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  apply,
  canonicalJson,
  canonicalSnapshot,
  checkPlan,
  childrenByParent,
  type Dependency,
  diff,
  invert,
  isEmpty,
  type MergeResult,
  merge,
  orderedTasks,
  PARENT,
  parseCanonical,
  RANK,
  resolve,
  type Snapshot,
  type Strategy,
  sameValue,
  subjectKey,
  type Task,
  theirsOf,
} from '../src/index.ts';
import { longSeeded, perform, plan, renumbered, seeded, steps, triple } from './arbitrary-plan.ts';

const runs = process.env.SPRINTFORGE_LONG ? longSeeded : seeded;
const timeout = process.env.SPRINTFORGE_LONG ? 3_600_000 : 60_000;
const strategies: readonly Strategy[] = ['server', 'client', 'merge', 'manual'];
/** Base, two works on it, and one of the strategies. */
const merging = fc.tuple(triple, fc.constantFrom(...strategies)).map(([plans, strategy]) => ({ ...plans, strategy }));

function law<T>(name: string, arbitrary: fc.Arbitrary<T>, holds: (sample: T) => void): void {
  test(name, { timeout }, () => fc.assert(fc.property(arbitrary, holds), runs));
}

function mergeOf(base: Snapshot, ours: Snapshot, theirs: Snapshot, strategy: Strategy = 'server'): MergeResult {
  return merge(base, ours, theirsOf(theirs, base), { strategy });
}

const same = (a: Snapshot, b: Snapshot) => expect(canonicalJson(a)).toBe(canonicalJson(b));

describe('diff, apply, invert, canonical form', () => {
  law('diff(a, a) is empty, also for a copy', plan, (a) => {
    expect(isEmpty(diff(a, a))).toBe(true);
    expect(isEmpty(diff(a, parseCanonical(canonicalJson(a))))).toBe(true);
    expect(apply(a, diff(a, parseCanonical(canonicalJson(a))))).toBe(a);
  });
  law('apply(a, diff(a, b)) = b and apply(b, invert(diff(a, b))) = a', fc.tuple(plan, plan), ([a, b]) => {
    const changes = diff(a, b);
    same(apply(a, changes), b);
    same(apply(b, invert(changes)), a);
    expect(invert(invert(changes))).toEqual(changes);
  });
  law(
    'canonical form: beside the plan that one was made of, it is the same text',
    triple,
    ({ base, x: ours, y: theirs }) => {
      const before = canonicalSnapshot(base);
      const next = canonicalSnapshot(ours, before);
      expect(canonicalJson(next, before)).toBe(canonicalJson(ours));
      // now the texts of the tasks are known
      expect(canonicalJson(before, next)).toBe(canonicalJson(base));
      expect(canonicalJson(theirs, before)).toBe(canonicalJson(theirs));
      expect(canonicalJson(next, theirs)).toBe(canonicalJson(ours));
    },
  );
  law('canonical form: round trip, and it does not depend on the order of maps', plan, (a) => {
    const text = canonicalJson(a);
    same(parseCanonical(text), a);
    expect(JSON.stringify(JSON.parse(text))).toBe(text);
    const turned = {
      ...a,
      tasks: new Map([...a.tasks].reverse()),
      dependencies: new Map([...a.dependencies].reverse()),
    };
    expect(canonicalJson(turned)).toBe(text);
  });
});

describe('merge', () => {
  law('M1 merge(b, x, b) = x, the same reference', merging, ({ base, x, strategy }) => {
    const result = mergeOf(base, x, base, strategy);
    expect(result.merged).toBe(x);
    expect(result.counts.edits).toBe(0);
  });
  law('M1 merge(b, b, y) = y', merging, ({ base, y, strategy }) => {
    const result = mergeOf(base, base, y, strategy);
    expect(result.conflicts).toEqual([]);
    same(withRanks(result.merged, y), y);
    expect(result.counts.applied).toBe(result.counts.edits);
  });
  law('M1 merge(b, x, x) = x without conflict', merging, ({ base, x, strategy }) => {
    const result = mergeOf(base, x, parseCanonical(canonicalJson(x)), strategy);
    expect(result.merged).toBe(x);
    expect(result.counts.same).toBe(result.counts.edits);
  });
  law('M2 no lost edit: every edit ends in exactly one outcome', merging, ({ base, x, y, strategy }) => {
    const { counts, edits, conflicts } = mergeOf(base, x, y, strategy);
    expect(counts.applied + counts.same + counts.conflicts).toBe(counts.edits);
    expect(conflicts.length).toBe(counts.conflicts);
    if (!isOrderClear(base, y)) return;
    expect(edits.map((edit) => subjectKey(edit.subject)).sort()).toEqual(naiveEdits(base, x, y));
  });
  law(
    'M6 the merged plan has no cycle, no dangling edge and no dangling parent',
    merging,
    ({ base, x, y, strategy }) => {
      const { merged, preview } = mergeOf(base, x, y, strategy);
      for (const plan of [merged, preview ?? merged]) {
        expect(checkPlan(plan).filter((warning) => warning.code === 'CYCLE')).toEqual([]);
        for (const edge of plan.dependencies.values()) {
          expect(plan.tasks.has(edge.predecessor) && plan.tasks.has(edge.successor)).toBe(true);
        }
        for (const task of plan.tasks.values()) expect(task.parent === null || plan.tasks.has(task.parent)).toBe(true);
        expect(orderedTasks(plan).length).toBe(plan.tasks.size);
      }
    },
  );
  law(
    'M2 ours and theirs swapped: server mirrors client, and the conflicts are about the same',
    triple,
    ({ base, x, y }) => {
      const [one, other] = [mergeOf(base, x, y, 'server'), mergeOf(base, y, x, 'client')];
      const reasons = [...one.conflicts, ...other.conflicts].map((conflict) => conflict.reason);
      if (reasons.includes('cycle') || reasons.includes('missing-task')) return;
      if (one.warnings.concat(other.warnings).some((warning) => warning.code === 'CYCLE')) return;
      same(withoutRanks(one.merged), withoutRanks(other.merged));
      expect(subjects(one)).toEqual(subjects(other));
    },
  );
  law('M2 manual: with a conflict nothing is applied, without one it is as server', triple, ({ base, x, y }) => {
    const [manual, server] = [mergeOf(base, x, y, 'manual'), mergeOf(base, x, y, 'server')];
    expect(manual.edits).toEqual(server.edits);
    if (manual.conflicts.length === 0) same(manual.merged, server.merged);
    else {
      expect(manual.merged).toBe(x);
      expect(isEmpty(manual.changes)).toBe(true);
      same(manual.preview!, server.merged);
    }
  });
  law('M7 changes lead from ours to merged; equal input gives equal results', triple, ({ base, x, y }) => {
    const result = mergeOf(base, x, y);
    same(apply(x, result.changes), result.merged);
    const again = (plan: Snapshot) => parseCanonical(canonicalJson(plan));
    const second = mergeOf(again(base), again(x), again(y));
    same(second.merged, result.merged);
    expect(second.counts).toEqual(result.counts);
  });
  law('M7 edits that do not conflict commute', triple, ({ base, x, y }) => {
    const [one, other] = [mergeOf(base, x, y), mergeOf(base, y, x)];
    if (one.conflicts.length > 0 || other.conflicts.length > 0) return;
    same(withoutRanks(one.merged), withoutRanks(other.merged));
  });
  law('ID8 new ranks in the same order are no edit', triple, ({ base, x }) => {
    const result = mergeOf(base, x, renumbered(base));
    expect(result.merged).toBe(x);
    expect(result.edits).toEqual([]);
  });
  law(
    'ID8 a renumbered upload with edits says the same as one that is not',
    fc.tuple(plan, steps(4)),
    ([base, work]) => {
      const y = perform(base, work);
      const result = mergeOf(base, base, renumbered(y));
      same(withRanks(result.merged, y), y);
    },
  );
});

describe('resolve', () => {
  law('M3 every conflict resolved as ours leaves the head; as theirs holds theirs', triple, ({ base, x, y }) => {
    const { merged, conflicts } = mergeOf(base, x, y);
    for (const conflict of conflicts) {
      const ours = resolve(merged, conflict, 'ours');
      if (ours.headMoved) continue; // something of the row was taken from theirs, or moved up
      expect(isEmpty(ours.changes)).toBe(true);
      const theirs = resolve(merged, conflict, 'theirs');
      if (theirs.blocked !== null) continue;
      const after = apply(merged, theirs.changes);
      expect(resolve(after, { ...conflict, standing: 'theirs' }, 'theirs').headMoved).toBe(
        placeMatters(conflict.theirs, after),
      );
      expect(checkPlan(after).filter((warning) => warning.code === 'CYCLE')).toEqual([]);
    }
  });
  law('M2 with every choice made, manual applies as a whole', triple, ({ base, x, y }) => {
    const first = mergeOf(base, x, y, 'manual');
    for (const side of ['ours', 'theirs', 'base'] as const) {
      const choices = new Map(first.conflicts.map((conflict) => [subjectKey(conflict.subject), side]));
      const { conflicts, counts, preview } = merge(base, x, theirsOf(y, base), { strategy: 'manual', choices });
      const left = conflicts.filter(({ reason }) => reason !== 'cycle' && reason !== 'missing-task');
      if (side === 'ours') expect(left).toEqual([]);
      expect(counts.applied + counts.same + counts.conflicts).toBe(counts.edits);
      expect(preview === undefined).toBe(conflicts.length === 0);
    }
  });
  law('M2 an edit left out ends as if it had not been made', triple, ({ base, x, y }) => {
    const all = mergeOf(base, x, y);
    const leaveOut = new Set(all.edits.map((edit) => subjectKey(edit.subject)));
    const result = merge(base, x, theirsOf(y, base), { strategy: 'server', leaveOut });
    const left = result.edits.filter((edit) => leaveOut.has(subjectKey(edit.subject)));
    expect(left).toEqual([]);
  });
});

/** Would the parent of a restored task be gone, so that it stands elsewhere than theirs had it? */
function placeMatters(state: unknown, after: Snapshot): boolean {
  const task = state as Task | null;
  if (task === null || typeof task !== 'object' || !('rank' in task)) return false;
  return after.tasks.get(task.id)?.parent !== task.parent;
}

function subjects(result: MergeResult): string[] {
  return result.conflicts
    .map((conflict) => subjectKey(conflict.subject))
    .filter((key) => !key.endsWith(RANK))
    .sort();
}

/** Ranks of `like` where both have the task: for plans that agree in order. */
function withRanks(merged: Snapshot, like: Snapshot): Snapshot {
  const ids = (plan: Snapshot) =>
    [...childrenByParent(plan.tasks)].map(([parent, tasks]) => [parent, tasks.map((task) => task.id)]);
  expect(new Map(ids(merged) as [string, string[]][])).toEqual(new Map(ids(like) as [string, string[]][]));
  const tasks = [...merged.tasks].map(
    ([id, task]) => [id, { ...task, rank: like.tasks.get(id)?.rank ?? task.rank }] as const,
  );
  return { ...merged, tasks: new Map(tasks) };
}

function withoutRanks(plan: Snapshot): Snapshot {
  return { ...plan, tasks: new Map([...plan.tasks].map(([id, task]) => [id, { ...task, rank: 'a0' }])) };
}

/** The edits of an upload, counted from the rules without looking at the merge: sorted subject keys. */
function naiveEdits(base: Snapshot, ours: Snapshot, theirs: Snapshot): string[] {
  const keys: string[] = [];
  for (const part of ['tasks', 'resources'] as const) {
    const entity = part === 'tasks' ? 'task' : 'resource';
    const [was, here, there] = [base[part], ours[part], theirs[part]];
    for (const id of new Set([...was.keys(), ...there.keys()])) {
      const row = `${entity}/${id}`;
      if (!there.has(id)) keys.push(row);
      else if (!was.has(id)) keys.push(row);
      const edited = there.has(id) && was.has(id) ? editedFields(base, theirs, part, id) : [];
      if (was.has(id) && there.has(id) && !here.has(id) && edited.length > 0) keys.push(row);
      if (!here.has(id) || !there.has(id)) continue;
      if (was.has(id)) keys.push(...edited.map((field) => `${row}/${field}`));
      else keys.push(...differing(ours, theirs, part, id).map((field) => `${row}/${field}`));
    }
  }
  const isHere = (edge: Dependency) => theirs.tasks.has(edge.predecessor) && theirs.tasks.has(edge.successor);
  for (const [key, edge] of base.dependencies) {
    const now = theirs.dependencies.get(key);
    if (isHere(edge) && now?.lag !== edge.lag) keys.push(`dependency/${key}`);
  }
  for (const key of theirs.dependencies.keys()) if (!base.dependencies.has(key)) keys.push(`dependency/${key}`);
  return keys.sort();
}

function editedFields(base: Snapshot, theirs: Snapshot, part: 'tasks' | 'resources', id: string): string[] {
  const [was, now] = [base[part].get(id)!, theirs[part].get(id)!];
  const edited = Object.keys({ ...was.fields, ...now.fields }).filter(
    (field) => !sameValue(was.fields[field], now.fields[field]),
  );
  if (part === 'resources') return edited;
  const [from, to] = [was as Task, now as Task];
  if (from.parent !== to.parent) return [PARENT, ...edited];
  return isMoved(base, theirs, to) ? [RANK, ...edited] : edited;
}

/** Our arbitrary work gives a new rank only to what it moves, but a move may lead back to the same place. */
function isMoved(base: Snapshot, theirs: Snapshot, task: Task): boolean {
  if (base.tasks.get(task.id)!.rank === task.rank) return false;
  return !unmoved(base, theirs, task.parent)[0]!.includes(task.id);
}

/** Is there one answer to who moved? Of two neighbours that both got new ranks and changed places, either may have. */
function isOrderClear(base: Snapshot, theirs: Snapshot): boolean {
  const parents = new Set([...theirs.tasks.values()].map((task) => task.parent));
  return [...parents].every((parent) => unmoved(base, theirs, parent).length === 1);
}

/** By brute force: of the siblings' common subsequences the heaviest, tasks with their old rank weighing most. */
function unmoved(base: Snapshot, theirs: Snapshot, parent: string | null): string[][] {
  const isCommon = (task: Task) =>
    base.tasks.get(task.id)?.parent === parent && theirs.tasks.get(task.id)?.parent === parent;
  const chain = (plan: Snapshot) =>
    (childrenByParent(plan.tasks).get(parent) ?? []).filter(isCommon).map((task) => task.id);
  const [before, after] = [chain(base), chain(theirs)];
  const weigh = (id: string) => (base.tasks.get(id)!.rank === theirs.tasks.get(id)!.rank ? 100 : 1);
  let [most, best]: [number, string[][]] = [-1, []];
  for (let mask = 0; mask < 1 << after.length; mask += 1) {
    const chosen = after.filter((_, index) => mask & (1 << index));
    const places = chosen.map((id) => before.indexOf(id));
    if (places.some((place, index) => index > 0 && place < places[index - 1]!)) continue;
    const weight = chosen.reduce((sum, id) => sum + weigh(id), 0);
    if (weight > most) [most, best] = [weight, [chosen]];
    else if (weight === most) best.push(chosen);
  }
  return best;
}

function differing(ours: Snapshot, theirs: Snapshot, part: 'tasks' | 'resources', id: string): string[] {
  const [here, there] = [ours[part].get(id)!, theirs[part].get(id)!];
  const fields = Object.keys(there.fields).filter(
    (field) => there.fields[field] !== null && !sameValue(here.fields[field], there.fields[field]),
  );
  return part === 'tasks' && (here as Task).parent !== (there as Task).parent ? [PARENT, ...fields] : fields;
}
