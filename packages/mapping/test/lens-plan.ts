/** A small plan whose every text is its task's own, so that it can be looked for in a package. */
import {
  type Dependency,
  emptySnapshot,
  ranksBetween,
  type Snapshot,
  type Task,
  withDependencies,
  withTasks,
} from '@sprintforge/core';
import type { Uploaded } from './lens-fixture.ts';

export const id = (letter: string) => `SF-0000-000${letter}`;
export const PEOPLE = ['Ann', 'Bob', 'Çem Öz'];
export const STATUSES = ['Open', 'Done', 'Waiting'];

/** [letter, parent, assignee, status, start]: every text is the task's own, so that it can be looked for. */
export type Line = readonly [letter: string, parent: string | null, assignee: string, status: string, start: string];

export function planOf(lines: readonly Line[], edges: readonly (readonly [string, string])[]): Snapshot {
  const ranks = ranksBetween(null, null, lines.length);
  const tasks = lines.map(
    ([letter, parent, assignee, status, start], at): Task => ({
      id: id(letter),
      parent: parent === null ? null : id(parent),
      rank: ranks[at]!,
      fields: {
        name: `name-of-${letter}`,
        notes: `notes-of-${letter}`,
        cost: 1000 + at,
        assignee,
        status,
        start,
        duration: 2,
        c_own: `own-of-${letter}`,
      },
    }),
  );
  const own = { key: 'c_own', label: 'Own field', type: 'text' } as const;
  const links = edges.map(
    ([from, to]): Dependency => ({ predecessor: id(from), successor: id(to), type: 'FS', lag: 1 }),
  );
  const plan = emptySnapshot();
  return withDependencies(withTasks({ ...plan, fields: [...plan.fields, own] }, tasks), links);
}

export const PLAN = planOf(
  [
    ['A', null, '', '', '2026-05-04'],
    ['B', 'A', 'Ann', 'Open', '2026-05-04'],
    ['C', 'A', 'Bob', 'Open', '2026-05-11'],
    ['D', null, 'Bob', 'Done', '2026-06-01'],
    ['E', 'D', 'Ann', 'Waiting', '2026-06-08'],
    ['F', 'E', 'Ann', 'Open', '2026-06-15'],
  ],
  [
    ['C', 'B'],
    ['B', 'F'],
    ['D', 'F'],
  ],
);
export const editsOf = ({ result }: Pick<Uploaded, 'result'>): readonly string[] =>
  result.edits.map(({ subject, action, theirs, outcome }) => {
    const what = subject.kind === 'dependency' ? subject.key.replaceAll('SF-0000-000', '') : subject.id.slice(-1);
    const field = subject.kind === 'field' ? `.${subject.field}=${String(theirs)}` : '';
    return `${action} ${what}${field} ${outcome}`;
  });
