import { describe, expect, test } from 'vitest';
import {
  dependencyKey,
  emptySnapshot,
  type Fields,
  type LensRequest,
  lensOf,
  tasksInLens,
  throughLens,
  withDependencies,
  withResources,
  withTasks,
} from '../src/index.ts';

/** id, parent, rank, fields. */
type Line = readonly [id: string, parent: string | null, rank: string, fields: Fields];

const LINES: readonly Line[] = [
  ['SF-A', null, 'a0', { name: 'Phase 1', wbs: '1', start: '2026-05-01', finish: '2026-05-31' }],
  ['SF-B', 'SF-A', 'a0', { name: 'Survey', wbs: '1.1', assignee: 'Ann, Bob', status: 'Done', start: '2026-05-04' }],
  ['SF-C', 'SF-A', 'a1', { name: 'Design', wbs: '1.2', assignee: 'Bob', status: 'Open, late', cost: 5 }],
  ['SF-D', null, 'a1', { name: 'Phase 2', wbs: '2', finish: '2026-07-01' }],
  ['SF-E', 'SF-D', 'a0', { name: 'Build', wbs: '2.1', assignee: 'Ann', status: 'Open', finish: '2026-06-30' }],
  ['SF-F', 'SF-E', 'a0', { name: 'Survey', wbs: '2.1.1', status: 'Open', start: '2026-06-01', finish: '2026-06-02' }],
];
const EDGES = [
  { predecessor: 'SF-C', successor: 'SF-E', type: 'FS', lag: 1 },
  { predecessor: 'SF-B', successor: 'SF-C', type: 'SS', lag: 0 },
] as const;
const tasks = LINES.map(([id, parent, rank, fields]) => ({ id, parent, rank, fields }));
const plan = withResources(withDependencies(withTasks(emptySnapshot(), tasks), EDGES), [
  { id: 'SR-1', fields: { name: 'Cem' } },
]);

const shown = (request: LensRequest): string => {
  const answer = lensOf(plan, request);
  if ('problem' in answer) return answer.problem;
  return tasksInLens(plan, answer.lens)
    .map(({ id }) => id.slice(3))
    .join('');
};

describe('R8 the tasks of a lens, in the plan’s order', () => {
  test.each<[string, LensRequest, string]>([
    ['nothing asked: all', {}, 'ABCDEF'],
    ['one of several people, whatever the case', { assignee: ['ann'] }, 'BE'],
    ['a list', { assignee: ['Ann', 'Bob'] }, 'BCE'],
    ['a list with commas', { assignee: ['Ann,Bob'] }, 'BCE'],
    ['a person of the resources without a task', { assignee: ['Cem'] }, ''],
    ['a status', { status: ['open'] }, 'EF'],
    ['a status that holds a comma', { status: ['Open, late'] }, 'C'],
    ['from a day on, one date is enough', { from: '2026-06-02' }, 'DEF'],
    ['to a day', { to: '2026-05-04' }, 'AB'],
    ['within days', { from: '2026-05-31', to: '2026-06-01' }, 'AF'],
    ['a branch by ID', { branch: 'sf-d' }, 'DEF'],
    ['a branch by outline code', { branch: '2.1' }, 'EF'],
    ['a branch by name', { branch: 'phase 1' }, 'ABC'],
    ['all conditions at once', { branch: 'SF-A', assignee: ['Ann'] }, 'B'],
  ])('%s', (_, request, expected) => {
    expect(shown(request)).toBe(expected);
  });

  test.each<[string, LensRequest, RegExp]>([
    ['a field', { fields: ['name,colour'] }, /no field "colour"; it has name, start/],
    ['a person', { assignee: ['Dan'] }, /no assignee "Dan"; it has Ann, Bob, Cem/],
    ['a status', { status: ['Closed'] }, /no status "Closed"; it has Done, Open, late, Open/],
    ['a branch', { branch: 'SF-X' }, /no task "SF-X"/],
    ['a name that several tasks bear', { branch: 'Survey' }, /2 tasks are called "Survey"/],
    ['a day that is none', { from: '2026-02-30' }, /no day/],
    ['days the wrong way round', { from: '2026-03-02', to: '2026-03-01' }, /is after/],
  ])('a problem says what the plan does not know: %s', (_, request, expected) => {
    expect(shown(request)).toMatch(expected);
  });
});

test('R8 fields by key or label, always with the name, in the order of the plan', () => {
  const answer = lensOf(plan, { fields: ['Cost', 'predecessors, STATUS'] });
  expect(answer).toEqual({ lens: { fields: ['name', 'status', 'cost', 'predecessors'] } });
});

test('R8 the plan through a lens: only its tasks, fields and edges; flat, in order; what stays besides', () => {
  const through = throughLens(plan, { fields: ['name', 'predecessors'], status: ['Open'] }, ['SF-C', 'SF-GONE']);
  expect([...through.tasks.values()].map(({ id, parent, fields }) => [id, parent, fields])).toEqual([
    ['SF-C', null, { name: 'Design' }],
    ['SF-E', null, { name: 'Build' }],
    ['SF-F', null, { name: 'Survey' }],
  ]);
  const ranks = [...through.tasks.values()].map(({ rank }) => rank);
  expect([...ranks].sort()).toEqual(ranks);
  expect([...through.dependencies.keys()]).toEqual(EDGES.map(dependencyKey));
  expect([through.resources.size, through.fields.map(({ key }) => key)]).toEqual([0, ['name']]);
  expect(throughLens(plan, { fields: ['name'] }).dependencies.size).toBe(0);
});
