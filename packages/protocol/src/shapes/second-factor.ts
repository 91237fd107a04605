/** The second factor of people who sign in with a password. */
import { type Static, Type } from 'typebox';

const closed = { additionalProperties: false };
const Policy = Type.Enum(['off', 'optional', 'required']);

export const SecondFactorState = Type.Object({
  /** What the organisation asks for. */
  policy: Policy,
  /** A passkey alone signs in. */
  passwordless: Type.Boolean(),
  totp: Type.Boolean(),
  /** How many. */
  passkeys: Type.Integer(),
  recovery_codes_left: Type.Integer(),
});
export type SecondFactorState = Static<typeof SecondFactorState>;

/** Six digits of the app, or a recovery code. */
export const FactorCode = Type.Object({ code: Type.String({ minLength: 6, maxLength: 40 }) }, closed);
export type FactorCode = Static<typeof FactorCode>;

/** For the app: typed in, or taken over by the `otpauth:` address. */
export const NewFactor = Type.Object({ secret: Type.String(), uri: Type.String() });
export type NewFactor = Static<typeof NewFactor>;

/** Each serves once in place of a code. Shown this once; empty where there are some still. */
export const RecoveryCodes = Type.Object({ recovery_codes: Type.Array(Type.String()) });
export type RecoveryCodes = Static<typeof RecoveryCodes>;

export const FactorPolicyPatch = Type.Object(
  { policy: Type.Optional(Policy), passwordless: Type.Optional(Type.Boolean()) },
  { ...closed, minProperties: 1 },
);
export type FactorPolicyPatch = Static<typeof FactorPolicyPatch>;
