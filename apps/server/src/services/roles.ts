/** Who may do what: the one table that is asked by every service, and that docs/roles.md is made of. */
import type { WriteRights } from '@sprintforge/core';
import type { RoleName } from '@sprintforge/protocol';
import type { Unit } from '../ports/database.ts';
import type { FieldWriters, MemberRecord } from '../ports/records.ts';
import type { Caller } from './house.ts';
import { Refusal } from './refusal.ts';

/** `own`: only what is theirs, as the row says. */
export type Extent = 'all' | 'own' | 'no';

interface Right {
  /** For people: "… may" goes before it. */
  readonly what: string;
  /** What `own` means here. */
  readonly own?: string;
  /** A token of scope `read` does not do it. */
  readonly changes: boolean;
  readonly owner: Extent;
  readonly editor: Extent;
  readonly contributor: Extent;
  readonly viewer: Extent;
}

const everybody = { owner: 'all', editor: 'all', contributor: 'all', viewer: 'all' } as const;
const editors = { owner: 'all', editor: 'all', contributor: 'no', viewer: 'no' } as const;
const owners = { owner: 'all', editor: 'no', contributor: 'no', viewer: 'no' } as const;

const table = {
  'project.see': {
    what: 'see the project: plan, history, conflicts, members, audit log; download workbooks',
    changes: false,
    ...everybody,
  },
  'project.create': { what: 'create a project', changes: true, ...editors },
  'plan.change': {
    what: 'change the plan: upload a workbook, edit cells',
    own: 'tasks and fields that are open to them (see below); adds, moves and deletes no tasks',
    changes: true,
    ...editors,
    contributor: 'own',
  },
  'plan.override': {
    what: 'upload with the strategy `client`, whose edits win over the plan',
    changes: true,
    ...editors,
  },
  'plan.revert': { what: 'roll back and undo revisions', changes: true, ...editors },
  'conflict.decide': {
    what: 'decide conflicts',
    own: 'conflicts about what they may write',
    changes: true,
    ...editors,
    contributor: 'own',
  },
  'parked.decide': {
    what: 'see, decide and discard parked uploads',
    own: 'their own uploads',
    changes: true,
    owner: 'all',
    editor: 'own',
    contributor: 'own',
    viewer: 'no',
  },
  'copy.revoke': {
    what: 'revoke copies that were handed out',
    own: 'copies handed out to them',
    changes: true,
    owner: 'all',
    editor: 'own',
    contributor: 'own',
    viewer: 'no',
  },
  'field.share': {
    what: 'see the columns that only their own workbook has, and share one as a field',
    changes: true,
    ...editors,
  },
  'presence.say': { what: 'say that they are there', changes: true, ...everybody },
  'project.manage': {
    what: "change the project's name, strategy, calendar, fields, members, field rights, which fields are personal, how strict the screen is and how long what is kept; put it away",
    changes: true,
    ...owners,
  },
  'organisation.see': { what: "see the organisation's members", changes: false, ...everybody },
  'organisation.manage': {
    what: 'invite people, change their roles, remove them, hand them a link to a new password; say how people sign in and how long what is kept',
    changes: true,
    ...owners,
  },
  'audit.read': { what: "read the organisation's audit log: syncs and security", changes: false, ...owners },
  'account.manage': {
    what: 'manage tokens, sessions, name and password',
    own: 'their own account',
    changes: true,
    owner: 'own',
    editor: 'own',
    contributor: 'own',
    viewer: 'own',
  },
} as const satisfies Record<string, Right>;

export type RightName = keyof typeof table;
export const rights: Readonly<Record<RightName, Right>> = table;

/** What they are in a project: the project's word goes before the organisation's, but its owners are owners everywhere. */
export function roleIn(member: Pick<MemberRecord, 'role' | 'projects'>, project: string | null): RoleName {
  if (member.role === 'owner' || project === null) return member.role;
  return member.projects[project.toLowerCase()]?.role ?? member.role;
}

/** In the organisation or in some project. */
export const isContributor = ({ role, projects }: Pick<MemberRecord, 'role' | 'projects'>): boolean =>
  [role, ...Object.values(projects).map((grant) => grant.role)].includes('contributor');

/** Throws FORBIDDEN unless the caller may; says whether they may with everything, or only with what is theirs. `project` null: in the organisation. */
export function demand(caller: Caller, right: RightName, project: string | null): 'all' | 'own' {
  const { what, changes, ...extents } = rights[right];
  if (changes && caller.scope === 'read') throw new Refusal('TOKEN_WRONG_SCOPE', 'this token may only read');
  if (caller.only) checkReach(caller.only.project, project);
  const role = roleIn(caller.user, project);
  const extent = extents[role];
  if (extent === 'no') throw new Refusal('FORBIDDEN', `your role (${role}) does not allow to ${what}`);
  return extent;
}

/** What somebody may write in the plan of a project; null: everything. */
export async function writeRights(
  unit: Unit,
  member: Pick<MemberRecord, 'role' | 'projects' | 'name' | 'email'>,
  project: string,
): Promise<WriteRights | null> {
  const role = roleIn(member, project);
  const closed = Object.entries(await unit.projects.fieldRights(project));
  const readOnly = closed.filter(([, writers]) => !fieldWriters[writers].includes(role)).map(([field]) => field);
  if (role !== 'contributor') return readOnly.length === 0 ? null : { assignedTo: null, fields: null, readOnly };
  const { tasks, fields } = member.projects[project] ?? { tasks: 'own', fields: null };
  return { assignedTo: tasks === 'own' ? [member.name, member.email] : null, fields, readOnly };
}

/** The roles that may write a field of which only these are its writers. */
export const fieldWriters: Readonly<Record<FieldWriters, readonly RoleName[]>> = {
  editors: ['owner', 'editor'],
  owners: ['owner'],
  nobody: [],
};

function checkReach(only: string, project: string | null): void {
  if (project === null) throw new Refusal('TOKEN_WRONG_SCOPE', 'this token is for one project only');
  if (project.toLowerCase() !== only) throw new Refusal('TOKEN_WRONG_PROJECT');
}

export const may = (caller: Caller, right: RightName, project: string | null): boolean =>
  rights[right][roleIn(caller.user, project)] !== 'no';
