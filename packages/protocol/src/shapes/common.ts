import { type Static, Type } from 'typebox';

/** A field's value: text, number, boolean, `YYYY-MM-DD`, or null for empty. */
export const Value = Type.Union([Type.Null(), Type.String(), Type.Number(), Type.Boolean()]);

/** Any state of a subject: a field's value, a whole task, resource or edge, or null when absent. */
export const State = Type.Unknown();

export const Strategy = Type.Enum(['server', 'client', 'merge', 'manual']);
export type StrategyName = Static<typeof Strategy>;

export const Role = Type.Enum(['owner', 'editor', 'contributor', 'viewer']);
export type RoleName = Static<typeof Role>;

/** The database counts revisions in 32 bits. */
const mostRevisions = 2_147_483_647;
/** Of a revision that there may be. */
export const RevisionNumber = Type.Integer({ minimum: 1, maximum: mostRevisions });
/** Of the revision after which something is asked for; 0: from the beginning. */
export const SinceRevision = Type.Integer({ minimum: 0, maximum: mostRevisions });

export const Id = Type.String({ format: 'uuid' });
export const Instant = Type.String({ format: 'date-time' });
