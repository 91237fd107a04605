/** What the person may write here; the server has the last word. Pure. */
import { isAssignedTo } from '@sprintforge/core';
import type { FieldRights, ProjectMemberList, RoleName, TaskRow } from '@sprintforge/protocol';

export interface Writing {
  /** Add, move, delete tasks. */
  readonly structure: boolean;
  readonly field: (field: string) => boolean;
  readonly task: (task: TaskRow) => boolean;
}

export const onlyLook: Writing = { structure: false, field: () => false, task: () => false };

export interface Person {
  readonly user_id: string;
  readonly name: string;
  readonly email: string;
}

/** As docs/roles.md has it. `members`: needed for contributors only. */
export function writingOf(
  role: RoleName,
  me: Person,
  rights: FieldRights['rights'],
  members: ProjectMemberList['members'],
): Writing {
  if (role === 'viewer') return onlyLook;
  const open = (field: string) => {
    const writers = rights[field];
    return (
      writers === undefined ||
      (writers === 'owners' ? role === 'owner' : writers === 'editors' && role !== 'contributor')
    );
  };
  if (role !== 'contributor') return { structure: true, field: open, task: () => true };
  const grant = members.find(({ user_id }) => user_id === me.user_id)?.grant;
  const own = grant?.tasks !== 'all';
  return {
    structure: false,
    field: (field) => open(field) && (grant?.fields?.includes(field) ?? true),
    task: (task) => !own || isAssignedTo(task['assignee'], [me.name, me.email]),
  };
}
