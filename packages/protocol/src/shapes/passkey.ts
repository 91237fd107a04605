/** Passkeys (WebAuthn). What goes to the browser's own functions and comes from them is in the JSON form of WebAuthn level 3. */
import { type Static, Type } from 'typebox';
import { Id, Instant } from './common.ts';
import { RecoveryCodes } from './second-factor.ts';

const closed = { additionalProperties: false };
const open = { additionalProperties: true };
const Bytes = Type.String({ maxLength: 20_000, pattern: '^[A-Za-z0-9_-]*$' });
const Password = Type.String({ minLength: 1, maxLength: 500 });

export const Passkey = Type.Object(
  {
    id: Id,
    name: Type.String(),
    /** Kept by more than one device. */
    backed_up: Type.Boolean(),
    created_at: Instant,
    last_used_at: Type.Union([Instant, Type.Null()]),
  },
  { title: 'Passkey' },
);
export type Passkey = Static<typeof Passkey>;
export const PasskeyList = Type.Object({ passkeys: Type.Array(Passkey) });
export type PasskeyList = Static<typeof PasskeyList>;

/** What `navigator.credentials` is called with: `PublicKeyCredential.parse…OptionsFromJSON` reads it. */
export const PasskeyOptions = Type.Object({ challenge: Type.String() }, open);
export type PasskeyOptions = Static<typeof PasskeyOptions>;

/** The password is not needed by a session that lacks its first second factor. */
export const BeginPasskey = Type.Object({ password: Type.Optional(Password) }, closed);
const Name = Type.String({ minLength: 1, maxLength: 100, pattern: '\\S' });
export const RenamePasskey = Type.Object({ name: Name }, closed);
export const RemovePasskey = Type.Object({ password: Password }, closed);

/** What the browser made, as `PublicKeyCredential.toJSON` writes it. */
export const NewPasskey = Type.Object(
  {
    name: Name,
    answer: Type.Object(
      { id: Bytes, rawId: Bytes, response: Type.Object({ clientDataJSON: Bytes, attestationObject: Bytes }, open) },
      open,
    ),
  },
  closed,
);
export type NewPasskey = Static<typeof NewPasskey>;
/** With the recovery codes that come with a first second factor. */
export const AddedPasskey = Type.Object({ passkey: Passkey, ...RecoveryCodes.properties });
export type AddedPasskey = Static<typeof AddedPasskey>;

/** What the browser proved, as `PublicKeyCredential.toJSON` writes it. */
export const PasskeyProof = Type.Object(
  {
    answer: Type.Object(
      {
        id: Bytes,
        rawId: Bytes,
        response: Type.Object(
          { clientDataJSON: Bytes, authenticatorData: Bytes, signature: Bytes, userHandle: Type.Optional(Bytes) },
          open,
        ),
      },
      open,
    ),
  },
  closed,
);
export type PasskeyProof = Static<typeof PasskeyProof>;
