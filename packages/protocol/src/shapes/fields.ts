/** Fields of a project besides those that it came with. */
import { type Static, Type } from 'typebox';
import { CUSTOM_FIELD_TYPES } from '../field-types.ts';
import { Id, Instant } from './common.ts';

const closed = { additionalProperties: false };
export const CustomFieldType = Type.Enum(CUSTOM_FIELD_TYPES);
export type CustomFieldType = Static<typeof CustomFieldType>;

const label = Type.String({ minLength: 1, maxLength: 100, pattern: '\\S' });

export const NewField = Type.Object({ label, type: CustomFieldType }, { ...closed, title: 'NewField' });
export type NewField = Static<typeof NewField>;
export const FieldPatch = Type.Object({ label }, { ...closed, title: 'FieldPatch' });
export type FieldPatch = Static<typeof FieldPatch>;

/** A field as it is after a change, at the revision that the change made. */
export const ChangedField = Type.Object(
  { key: Type.String(), label: Type.String(), type: Type.String(), version: Type.Integer() },
  { title: 'ChangedField' },
);
export type ChangedField = Static<typeof ChangedField>;

/** Fields that left the plan and can come back, by their names. */
export const ArchivedFieldList = Type.Object(
  {
    fields: Type.Array(
      Type.Object({
        key: Type.String(),
        label: Type.String(),
        type: Type.String(),
        /** The revision that took it out of the plan. */
        revision: Type.Integer(),
        archived_by: Type.Object({ id: Id, name: Type.String() }),
        archived_at: Instant,
      }),
    ),
  },
  { title: 'ArchivedFieldList' },
);
export type ArchivedFieldList = Static<typeof ArchivedFieldList>;

/** Columns of one's own workbook that are nobody else's, as it was handed out last. */
export const PrivateColumnList = Type.Object(
  {
    columns: Type.Array(
      Type.Object({
        /** Letters. */
        column: Type.String(),
        header: Type.String(),
        /** What its values look like. */
        type: Type.String(),
        /** Rows of the plan in which it holds something. */
        filled: Type.Integer(),
        /** The first of them, as the workbook shows them. */
        sample: Type.Array(Type.String()),
      }),
    ),
  },
  { title: 'PrivateColumnList' },
);
export type PrivateColumnList = Static<typeof PrivateColumnList>;

/** One of them, by its header. `label`: what the field is called; without it the header. */
export const ShareColumn = Type.Object(
  {
    header: Type.String({ minLength: 1, maxLength: 1000 }),
    type: CustomFieldType,
    label: Type.Optional(label),
  },
  { ...closed, title: 'ShareColumn' },
);
export type ShareColumn = Static<typeof ShareColumn>;

/** `values`: how many were taken over; `unread`: cells that do not fit the type and stay the person's own. */
export const SharedField = Type.Object(
  { ...ChangedField.properties, values: Type.Integer(), unread: Type.Integer() },
  { title: 'SharedField' },
);
export type SharedField = Static<typeof SharedField>;
