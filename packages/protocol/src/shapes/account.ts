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
  /** Days until it expires; default 90, at most 366. */
  expires_in_days: Type.Optional(Type.Integer({ minimum: 1, maximum: 366 })),
});
export type NewToken = Static<typeof NewToken>;

export const TokenRecord = Type.Object({
  id: Id,
  name: Type.String(),
  scope: Type.String(),
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

export const Health = Type.Object({ status: Type.String() });
export const Ready = Type.Object({
  status: Type.Enum(['ready', 'unready']),
  checks: Type.Record(Type.String(), Type.String()),
});
export type Ready = Static<typeof Ready>;
