import { type Static, Type } from 'typebox';
import { Id, Instant, Role, Strategy, Value } from './common.ts';
import { Notice, RefusedValue } from './sync.ts';

/** In which durations count. */
export const ProjectCalendar = Type.Object({
  /** ISO weekdays that are not worked: 1 Monday to 7 Sunday. */
  weekend: Type.Array(Type.Integer({ minimum: 1, maximum: 7 }), { maxItems: 6, uniqueItems: true }),
  holidays: Type.Array(Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' }), { maxItems: 5000, uniqueItems: true }),
});

export const Project = Type.Object(
  {
    id: Id,
    project_id: Id,
    name: Type.String(),
    version: Type.Integer(),
    hash: Type.String(),
    tasks: Type.Integer(),
    conflicts: Type.Integer(),
    strategy: Strategy,
    role: Role,
    calendar: ProjectCalendar,
    /** `follow`: finish follows from start and duration; `manual`: it is what people write. */
    scheduling: Type.Enum(['follow', 'manual']),
    created_at: Instant,
    updated_at: Instant,
  },
  { title: 'Project' },
);
export type Project = Static<typeof Project>;

export const ProjectList = Type.Object({ projects: Type.Array(Project) });
export type ProjectList = Static<typeof ProjectList>;

export const MappedColumn = Type.Object({
  column: Type.String(),
  header: Type.String(),
  field: Type.Union([Type.String(), Type.Null()]),
  type: Type.Union([Type.String(), Type.Null()]),
  confidence: Type.Number(),
});

export const TableView = Type.Object({
  sheet: Type.String(),
  header_row: Type.Integer(),
  first_row: Type.Integer(),
  last_row: Type.Integer(),
  columns: Type.Array(MappedColumn),
});

/** A correction of the guessed mapping: sheet, header row, and field by column letter (`""` unbinds). */
export const MappingHint = Type.Object({
  sheet: Type.Optional(Type.String()),
  headerRow: Type.Optional(Type.Integer({ minimum: 1 })),
  columns: Type.Optional(Type.Record(Type.String(), Type.String())),
});
export type MappingHint = Static<typeof MappingHint>;

export const CreatedProject = Type.Object(
  {
    project_id: Id,
    name: Type.String(),
    version: Type.Integer(),
    tasks: Type.Integer(),
    hash: Type.String(),
    mapping: Type.Union([TableView, Type.Null()]),
    refused: Type.Array(RefusedValue),
    notices: Type.Array(Notice),
  },
  { title: 'CreatedProject' },
);
export type CreatedProject = Static<typeof CreatedProject>;

/** What a workbook would become as a project; nothing is written. */
export const ProjectPreview = Type.Object(
  {
    tasks: Type.Integer(),
    /** That a person sees, in their order: the table may stand on another one than was guessed. */
    sheets: Type.Array(Type.String()),
    mapping: TableView,
    fields: Type.Array(Type.Object({ key: Type.String(), label: Type.String(), type: Type.String() })),
    /** The first tasks as they will be read: level in the outline, and values by field. */
    sample: Type.Array(Type.Object({ level: Type.Integer(), values: Type.Record(Type.String(), Value) })),
    refused: Type.Array(RefusedValue),
    notices: Type.Array(Notice),
  },
  { title: 'ProjectPreview' },
);
export type ProjectPreview = Static<typeof ProjectPreview>;

export const NewProject = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 200 }),
  template: Type.Optional(Type.Enum(['tasks', 'gantt', 'sprint'])),
});
export type NewProject = Static<typeof NewProject>;

export const ProjectPatch = Type.Object(
  {
    name: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
    strategy: Type.Optional(Strategy),
    calendar: Type.Optional(Type.Partial(ProjectCalendar, { additionalProperties: false })),
    scheduling: Type.Optional(Type.Enum(['follow', 'manual'])),
  },
  { additionalProperties: false },
);
export type ProjectPatch = Static<typeof ProjectPatch>;

export const Member = Type.Object({ user_id: Id, name: Type.String(), email: Type.String(), role: Role });

/** What somebody is in one project. `tasks` and `fields` bound what a contributor writes. */
export const ProjectGrant = Type.Object(
  {
    role: Role,
    /** Tasks that are assigned to them, or all of them. */
    tasks: Type.Optional(Type.Enum(['own', 'all'])),
    /** Keys of the only fields they write; null: all. */
    fields: Type.Optional(
      Type.Union([Type.Array(Type.String({ minLength: 1, maxLength: 100 }), { maxItems: 200 }), Type.Null()]),
    ),
  },
  { additionalProperties: false, title: 'ProjectGrant' },
);
export type ProjectGrant = Static<typeof ProjectGrant>;

/** By field key (`predecessors` among them): who may write it, of those who may change the plan. */
export const FieldRights = Type.Object(
  {
    rights: Type.Record(Type.String({ minLength: 1, maxLength: 100 }), Type.Enum(['editors', 'owners', 'nobody']), {
      maxProperties: 500,
    }),
  },
  { additionalProperties: false },
);
export type FieldRights = Static<typeof FieldRights>;

export const ProjectMember = Type.Object({
  ...Member.properties,
  /** null: what they are in the organisation. */
  grant: Type.Union([
    Type.Object({
      role: Role,
      tasks: Type.Enum(['own', 'all']),
      fields: Type.Union([Type.Array(Type.String()), Type.Null()]),
    }),
    Type.Null(),
  ]),
});
export const ProjectMemberList = Type.Object({ members: Type.Array(ProjectMember) });
export type ProjectMemberList = Static<typeof ProjectMemberList>;
export const MemberList = Type.Object({ members: Type.Array(Member) });
export type MemberList = Static<typeof MemberList>;

export const FieldList = Type.Object({
  version: Type.Integer(),
  fields: Type.Array(Type.Object({ key: Type.String(), label: Type.String(), type: Type.String() })),
});
export type FieldList = Static<typeof FieldList>;

/** A task as one flat row: standing members, then every field by its key. */
export const TaskRow = Type.Object(
  {
    id: Type.String(),
    task_id: Type.String(),
    parent: Type.Union([Type.String(), Type.Null()]),
    level: Type.Integer(),
    rank: Type.String(),
    predecessors: Type.String(),
    revision: Type.Integer(),
    changed_by: Type.Union([Type.String(), Type.Null()]),
    changed_at: Type.Union([Instant, Type.Null()]),
    deleted: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: Value, title: 'Task' },
);
export type TaskRow = Static<typeof TaskRow> & { readonly [field: string]: unknown };

export const TaskPage = Type.Object({
  tasks: Type.Array(TaskRow),
  next: Type.Union([Type.String(), Type.Null()]),
  version: Type.Integer(),
});
export interface TaskPage {
  readonly tasks: readonly TaskRow[];
  readonly next: string | null;
  readonly version: number;
}

export const ResourceList = Type.Object({
  version: Type.Integer(),
  resources: Type.Array(Type.Object({ id: Type.String() }, { additionalProperties: Value })),
});
export type ResourceList = Static<typeof ResourceList>;

export const DependencyList = Type.Object({
  version: Type.Integer(),
  dependencies: Type.Array(
    Type.Object({
      predecessor: Type.String(),
      successor: Type.String(),
      type: Type.Enum(['FS', 'SS', 'FF', 'SF']),
      lag: Type.Number(),
    }),
  ),
});
export type DependencyList = Static<typeof DependencyList>;
