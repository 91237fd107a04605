import { subjectKey } from '@sprintforge/core';
import type { Change } from '@sprintforge/protocol';

type Named = Pick<Change, 'kind' | 'task_id' | 'field'>;

/** The name of an edit in an upload's `select`. */
export function editKey({ kind, task_id: id, field }: Named): string {
  if (kind === 'dependency') return subjectKey({ kind, key: id });
  if (kind === 'settings') return `settings/${field ?? id}`;
  return subjectKey(field === null ? { kind, id } : { kind: 'field', entity: kind, id, field });
}
