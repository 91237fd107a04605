import { type Static, Type } from 'typebox';
import { Id, Instant, Role } from './common.ts';

export const WhoAmI = Type.Object({
  user_id: Id,
  name: Type.String(),
  email: Type.String(),
  role: Role,
  tenant: Type.Object({ id: Id, name: Type.String() }),
  scope: Type.String(),
});
export type WhoAmI = Static<typeof WhoAmI>;

export const NewToken = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 100 }),
  scope: Type.Optional(Type.Enum(['full', 'read'])),
  /** `project`: reaches one project only; `feed`: reads the plan of one project only. */
  kind: Type.Optional(Type.Enum(['personal', 'project', 'feed'])),
  /** Of a project or feed token. */
  project_id: Type.Optional(Id),
  /** Days until it expires; default 90, at most 366. */
  expires_in_days: Type.Optional(Type.Integer({ minimum: 1, maximum: 366 })),
});
export type NewToken = Static<typeof NewToken>;

export const TokenRecord = Type.Object({
  id: Id,
  name: Type.String(),
  scope: Type.String(),
  /** `workbook`: of the Office Script in one copy. */
  kind: Type.Enum(['personal', 'project', 'feed', 'workbook']),
  project_id: Type.Union([Id, Type.Null()]),
  created_at: Instant,
  expires_at: Type.Union([Instant, Type.Null()]),
  revoked_at: Type.Union([Instant, Type.Null()]),
});
export type TokenRecord = Static<typeof TokenRecord>;

/** The only time that a token's text is ever shown. */
export const CreatedToken = Type.Object({ ...TokenRecord.properties, token: Type.String() });
export type CreatedToken = Static<typeof CreatedToken>;

export const TokenList = Type.Object({ tokens: Type.Array(TokenRecord) });
export type TokenList = Static<typeof TokenList>;

export const NewSyncToken = Type.Object(
  { scope: Type.Optional(Type.Enum(['sync', 'read'])) },
  { additionalProperties: false },
);
export type NewSyncToken = Static<typeof NewSyncToken>;
/** Expires after an hour. Its text is shown this once; `jti` revokes it. */
export const CreatedSyncToken = Type.Object({
  token: Type.String(),
  jti: Id,
  scope: Type.Enum(['sync', 'read']),
  project_id: Id,
  expires_at: Instant,
});
export type CreatedSyncToken = Static<typeof CreatedSyncToken>;
export const SyncKey = Type.Object({ kid: Id });
export type SyncKey = Static<typeof SyncKey>;

export const Health = Type.Object({ status: Type.String() });
export type Health = Static<typeof Health>;

export const Ready = Type.Object({
  status: Type.Enum(['ready', 'unready']),
  checks: Type.Record(Type.String(), Type.String()),
});
export type Ready = Static<typeof Ready>;
