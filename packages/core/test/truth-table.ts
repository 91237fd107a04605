/** The complete table of base × ours × theirs for one field of one row, under every strategy, as lines of tab-separated text. */
import {
  emptySnapshot,
  type MergeResult,
  merge,
  type Snapshot,
  type Strategy,
  type Task,
  type Value,
  withTasks,
} from '../src/index.ts';

/** `gone`: the row is not there; `absent`: the row is there, its field is not; else the field's value. */
export const states = ['gone', 'absent', 'null', 'a', 'b'] as const;
export type State = (typeof states)[number];
export const strategies: readonly Strategy[] = ['server', 'client', 'merge', 'manual'];

export interface Case {
  readonly strategy: Strategy;
  readonly base: State;
  readonly ours: State;
  readonly theirs: State;
}

export const header = ['strategy', 'base', 'ours', 'theirs', 'result', 'edits'].join('\t');

export function allCases(): Case[] {
  return strategies.flatMap((strategy) =>
    states.flatMap((base) => states.flatMap((ours) => states.map((theirs) => ({ strategy, base, ours, theirs })))),
  );
}

export function line(one: Case, result: string, edits: readonly string[]): string {
  return [one.strategy, one.base, one.ours, one.theirs, result, edits.join('; ') || '-'].join('\t');
}

/** What the merge makes of a case. */
export function mergedLine(one: Case): string {
  const [base, ours, theirs] = [planIn(one.base), planIn(one.ours), planIn(one.theirs)];
  const upload = { tasks: theirs.tasks, resources: null, dependencies: null };
  const result = merge(base, ours, upload, { strategy: one.strategy });
  return line(one, stateOf(result.merged), editTexts(result));
}

const id = 'SF-0000-0001';

function planIn(state: State): Snapshot {
  if (state === 'gone') return emptySnapshot();
  const values: Record<Exclude<State, 'gone'>, Record<string, Value>> = {
    absent: {},
    null: { name: null },
    a: { name: 'a' },
    b: { name: 'b' },
  };
  const task: Task = { id, parent: null, rank: 'a0', fields: values[state] };
  return withTasks(emptySnapshot(), [task]);
}

function stateOf(plan: Snapshot): string {
  const task = plan.tasks.get(id);
  return task === undefined ? 'gone' : String(task.fields.name ?? null);
}

/** `set name applied`, `delete task conflict delete-edit ours` */
function editTexts({ edits, conflicts }: MergeResult): string[] {
  return edits.map(({ subject, action, outcome }) => {
    const about = subject.kind === 'field' ? subject.field : subject.kind;
    const conflict = outcome === 'conflict' ? conflicts.find((one) => one.subject === subject) : undefined;
    return [action, about, outcome, ...(conflict ? [conflict.reason, conflict.standing] : [])].join(' ');
  });
}
