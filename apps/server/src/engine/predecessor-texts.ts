/** Dependencies as clients know them: one text for all that a task waits for. */
import { type ChangeSet, compareText, type Dependency, type Snapshot, type TaskId } from '@sprintforge/core';
import type { PredecessorChange } from '../ports/engine.ts';

/** `SF-A3B4-C5D6`, `SF-A3B4-C5D6SS+2d`. */
export function edgeText({ predecessor, type, lag }: Dependency): string {
  const sign = lag > 0 ? '+' : '';
  return `${predecessor}${type === 'FS' && lag === 0 ? '' : type}${lag === 0 ? '' : `${sign}${lag}d`}`;
}

/** '' for none. */
export const predecessorText = (edges: readonly Dependency[]): string =>
  edges.map(edgeText).sort(compareText).join(', ');

/** Of each task that another edge leads to, in the order of the changes. */
export function predecessorChanges(
  { added, changed, removed }: ChangeSet['dependencies'],
  before: Snapshot,
  after: Snapshot,
): PredecessorChange[] {
  const edges = [...added, ...changed.map((change) => change.after), ...removed];
  const wanted = new Set(edges.map(({ successor }) => successor));
  const [had, have] = [textsOf(before, wanted), textsOf(after, wanted)];
  return [...wanted].map((id) => ({ task_id: id, before: had.get(id) || null, after: have.get(id) || null }));
}

function textsOf({ dependencies }: Snapshot, wanted: ReadonlySet<TaskId>): ReadonlyMap<TaskId, string> {
  const incoming = new Map<TaskId, Dependency[]>([...wanted].map((id) => [id, []]));
  if (wanted.size > 0) for (const edge of dependencies.values()) incoming.get(edge.successor)?.push(edge);
  return new Map([...incoming].map(([id, edges]) => [id, predecessorText(edges)]));
}
