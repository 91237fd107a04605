import { type Static, Type } from 'typebox';
import { Id, Instant } from './common.ts';

/** Typed once into the Excel add-in, within minutes. */
export const PairingCode = Type.Object(
  {
    /** `K7QF-3MDP`. */
    code: Type.String(),
    expires_at: Instant,
  },
  { title: 'PairingCode' },
);
export type PairingCode = Static<typeof PairingCode>;

export const Pair = Type.Object(
  {
    /** However it is written: small letters, with or without the dash. */
    code: Type.String({ minLength: 1, maxLength: 40 }),
    /** What the token is called in its person's list; default `Excel add-in`. */
    name: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
  },
  { additionalProperties: false, title: 'Pair' },
);
export type Pair = Static<typeof Pair>;

/** A token for one project; its text is shown this once. */
export const Paired = Type.Object(
  {
    token: Type.String(),
    token_id: Id,
    expires_at: Type.Union([Instant, Type.Null()]),
    project_id: Id,
    project_name: Type.String(),
    user: Type.Object({ id: Id, name: Type.String() }),
  },
  { title: 'Paired' },
);
export type Paired = Static<typeof Paired>;
