import type { TaskRow } from '@sprintforge/protocol';
import { inPlanOrder } from '../src/pages/plan/task-order.ts';

const task = (id: string, parent: string | null, rank: string, fields: Record<string, unknown> = {}): TaskRow =>
  ({ id, task_id: id, parent, level: 1, rank, predecessors: '', name: id, ...fields }) as unknown as TaskRow;

/** a (b (c), d), e */
export const plan = inPlanOrder([
  task('a', null, 'a0'),
  task('b', 'a', 'a0', { percent: 0.5, assignee: 'Ann' }),
  task('c', 'b', 'a0'),
  task('d', 'a', 'a1'),
  task('e', null, 'a1'),
]);
