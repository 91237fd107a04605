/** Plans of a few rows in one line, and what a merge said of them. */
import {
  type Dependency,
  dependencyKey,
  emptySnapshot,
  type Fields,
  type MergeOptions,
  type MergeResult,
  merge,
  type Snapshot,
  subjectKey,
  type Task,
  theirsOf,
  withDependencies,
  withTasks,
} from '../src/index.ts';

/** `A` at the top, `A<B` with parent B; ranks in the order written. */
export function plan(
  rows: Record<string, Fields>,
  edges: readonly string[] = [],
  settings: Partial<Snapshot> = {},
): Snapshot {
  const tasks = Object.entries(rows).map(([name, fields], index): Task => {
    const [id, parent] = name.split('<') as [string, string?];
    return { id, parent: parent ?? null, rank: `a${index}`, fields };
  });
  return withDependencies(withTasks({ ...emptySnapshot(), ...settings }, tasks), edges.map(edge));
}

/** `A>B`, `A>B:SS+2` */
export function edge(text: string): Dependency {
  const [, predecessor, successor, type = 'FS', lag = '0'] = /^(\w+)>(\w+)(?::(\w\w))?([+-]\d+)?$/.exec(text)!;
  return { predecessor: predecessor!, successor: successor!, type: type as Dependency['type'], lag: Number(lag) };
}

export const server: MergeOptions = { strategy: 'server' };
export const run = (base: Snapshot, ours: Snapshot, theirs: Snapshot, options = server) =>
  merge(base, ours, theirsOf(theirs, base), options);

/** `task/A/name applied`, `task/A conflict delete-edit ours` */
export function said({ edits, conflicts }: MergeResult): string[] {
  return edits.map((edit) => {
    const key = subjectKey(edit.subject);
    const conflict = conflicts.find((one) => subjectKey(one.subject) === key);
    return `${key} ${edit.outcome}${conflict ? ` ${conflict.reason} ${conflict.standing}` : ''}`;
  });
}
export const edgesIn = (snapshot: Snapshot) =>
  [...snapshot.dependencies.values()].map((one) => `${dependencyKey(one)}${one.lag ? `+${one.lag}` : ''}`).sort();
export const warned = (result: MergeResult) => result.warnings.map((one) => `${one.code} ${one.taskId}`);
