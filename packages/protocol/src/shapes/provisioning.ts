/** Members by a directory (SCIM 2.0). */
import { type Static, Type } from 'typebox';
import { Instant, Role } from './common.ts';

const rules = {
  /** What groups of the directory are here, by their name; of several the highest counts. */
  roles: Type.Record(Type.String({ minLength: 1, maxLength: 300 }), Role, { maxProperties: 200 }),
  /** What everybody else is; null: no member. */
  default_role: Type.Union([Role, Type.Null()]),
};
export const ProvisioningRules = Type.Object(rules, { additionalProperties: false });
export type ProvisioningRules = Static<typeof ProvisioningRules>;

export const ProvisioningInfo = Type.Object({
  /** What the directory is told. */
  url: Type.String(),
  /** null: no directory is let in. */
  token_created_at: Type.Union([Instant, Type.Null()]),
  roles: Type.Record(Type.String(), Role),
  default_role: Type.Union([Role, Type.Null()]),
});
export type ProvisioningInfo = Static<typeof ProvisioningInfo>;

/** The only time that the token is shown. */
export const CreatedDirectoryToken = Type.Object({ token: Type.String(), url: Type.String() });
export type CreatedDirectoryToken = Static<typeof CreatedDirectoryToken>;
