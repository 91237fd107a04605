import { type Static, Type } from 'typebox';
import { RETENTION_KINDS } from '../retention-kinds.ts';

/**
 * What is kept for a while: recovery points with the uploaded bytes, the bases of copies, states of revisions, what deleted projects
 * held, the audit log.
 */
export const RetentionKind = Type.Enum(RETENTION_KINDS);
export type RetentionKind = Static<typeof RetentionKind>;

/** Days; of `history` and `audit` 0 is for ever. */
const Days = Type.Integer({ minimum: 0, maximum: 36_500 });
const days = Type.Optional(Days);
/** The token of what was asked before. */
const confirm = Type.Optional(Type.String({ maxLength: 200 }));

/** All of the organisation's at once; kinds that are not named are as the operator says. */
export const RetentionChoices = Type.Object(
  {
    periods: Type.Object(
      { recovery: days, copies: days, history: days, deleted: days, audit: days },
      { additionalProperties: false },
    ),
    confirm,
  },
  { additionalProperties: false, title: 'RetentionChoices' },
);
export type RetentionChoices = Static<typeof RetentionChoices>;

/** All of a project's at once; kinds that are not named are as the organisation says. */
export const ProjectRetentionChoices = Type.Object(
  {
    periods: Type.Object({ recovery: days, copies: days, history: days }, { additionalProperties: false }),
    confirm,
  },
  { additionalProperties: false, title: 'ProjectRetentionChoices' },
);
export type ProjectRetentionChoices = Static<typeof ProjectRetentionChoices>;

const Said = Type.Union([Days, Type.Null()]);

/** What is kept how long here, whose word that is, and what may be said here. */
export const RetentionList = Type.Object(
  {
    periods: Type.Array(
      Type.Object({
        kind: RetentionKind,
        /** The operator's word. */
        standard: Days,
        organisation: Said,
        /** null also where no project is asked about. */
        project: Said,
        in_force: Days,
        /** The bounds of what may be said here; when they are equal nothing can be. */
        least: Days,
        most: Days,
      }),
    ),
  },
  { title: 'RetentionList' },
);
export type RetentionList = Static<typeof RetentionList>;

/** How much would go in the next night that is kept so far: beside `confirm` in the problem that asks. */
export const RetentionLosses = Type.Object(
  {
    recovery: Type.Integer(),
    copies: Type.Integer(),
    history: Type.Integer(),
    deleted: Type.Integer(),
    audit: Type.Integer(),
  },
  { title: 'RetentionLosses' },
);
export type RetentionLosses = Static<typeof RetentionLosses>;
