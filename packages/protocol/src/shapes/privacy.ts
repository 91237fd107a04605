import { type Static, Type } from 'typebox';
import { Id } from './common.ts';

/** `personal`: leaves the house for nobody; `internal`: names of known people are masked when it does; `public`: as it is. */
export const Privacy = Type.Enum(['personal', 'internal', 'public']);
export type PrivacyName = Static<typeof Privacy>;

/** By field: the key of a task's field, or `resource.` and the key of a resource's. Fields that are not named are as they are by themselves. */
export const FieldClasses = Type.Object(
  { classes: Type.Record(Type.String({ minLength: 1, maxLength: 100 }), Privacy, { maxProperties: 500 }) },
  { additionalProperties: false, title: 'FieldClasses' },
);
export type FieldClasses = Static<typeof FieldClasses>;

/** What was erased: of these plans, which named them, workbooks that had been handed out (their base is gone) and uploaded. */
export const ErasedPerson = Type.Object(
  {
    user_id: Id,
    projects: Type.Array(Id),
    /** Of what they are called in the rows, and of what is written about them. */
    keys: Type.Integer(),
    copies: Type.Integer(),
    uploads: Type.Integer(),
  },
  { title: 'ErasedPerson' },
);
export type ErasedPerson = Static<typeof ErasedPerson>;

/** What holds for every field of a project, and whose word that is. */
export const ProjectFieldClasses = Type.Object(
  {
    ...FieldClasses.properties,
    fields: Type.Array(
      Type.Object({
        field: Type.String(),
        label: Type.String(),
        type: Type.String(),
        class: Privacy,
        said_by: Type.Enum(['project', 'organisation', 'standard']),
      }),
    ),
  },
  { title: 'ProjectFieldClasses' },
);
export type ProjectFieldClasses = Static<typeof ProjectFieldClasses>;
