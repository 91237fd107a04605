/** How people sign in, and who they then are. */
import { type Static, Type } from 'typebox';
import { Id, Instant, Role } from './common.ts';

const closed = { additionalProperties: false };
const Email = Type.String({ minLength: 3, maxLength: 254, pattern: '^[^\\s@]+@[^\\s@]+$' });
const Secret = Type.String({ minLength: 1, maxLength: 500 });
const PersonName = Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' });

export const Organisation = Type.Object({ id: Id, name: Type.String() }, { title: 'Organisation' });
export type Organisation = Static<typeof Organisation>;

export const Me = Type.Object(
  {
    user_id: Id,
    name: Type.String(),
    email: Type.String(),
    /** In the organisation; a project may say otherwise (`role` of a project). */
    role: Role,
    organisation: Organisation,
    /** Of the token; a session's is `full`. */
    scope: Type.String(),
    /** The session that this call belongs to; null with a token. */
    session_id: Type.Union([Id, Type.Null()]),
    /** What the session lacks until it reaches anything: a code of the second factor, or first of all one. */
    lacks: Type.Union([Type.Enum(['code', 'enrolment']), Type.Null()]),
  },
  { title: 'Me' },
);
export type Me = Static<typeof Me>;

export const SignInWays = Type.Object({
  /** Nobody is here yet: the link that the server printed makes the first organisation. */
  setup_needed: Type.Boolean(),
  password: Type.Boolean(),
  /** Whether a forgotten password can be renewed by mail. */
  mail: Type.Boolean(),
  /** Whether somebody signs in at an identity provider here: which one goes by the address. */
  sign_on: Type.Boolean(),
  /** Whether a passkey alone signs in somewhere here. */
  passkey: Type.Boolean(),
});
export type SignInWays = Static<typeof SignInWays>;

export const SignIn = Type.Object(
  {
    email: Email,
    password: Secret,
    /** Needed by whoever has accounts in several organisations. */
    organisation: Type.Optional(Id),
  },
  closed,
);
export type SignIn = Static<typeof SignIn>;

export const Setup = Type.Object(
  {
    token: Secret,
    organisation: Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' }),
    name: PersonName,
    email: Email,
    password: Secret,
  },
  closed,
);
export type Setup = Static<typeof Setup>;

export const ForgotPassword = Type.Object({ email: Email }, closed);
export const ResetPassword = Type.Object({ token: Secret, password: Secret }, closed);
export const ChangePassword = Type.Object({ current: Secret, password: Secret }, closed);
export type ChangePassword = Static<typeof ChangePassword>;
export const MePatch = Type.Object({ name: PersonName }, closed);

export const LinkQuestion = Type.Object({ token: Secret }, closed);
/** What a link from a mail is for. */
export const LinkAnswer = Type.Object({
  purpose: Type.Enum(['reset', 'invitation']),
  email: Type.String(),
  /** null: the invited person says it. */
  name: Type.Union([Type.String(), Type.Null()]),
  organisation: Type.String(),
  role: Type.Union([Role, Type.Null()]),
  /** An invitation of somebody who has a password here already asks for that one. */
  known: Type.Boolean(),
  expires_at: Instant,
});
export type LinkAnswer = Static<typeof LinkAnswer>;

export const AcceptInvitation = Type.Object({ token: Secret, name: PersonName, password: Secret }, closed);
export type AcceptInvitation = Static<typeof AcceptInvitation>;

export const SessionInfo = Type.Object({
  id: Id,
  current: Type.Boolean(),
  method: Type.String(),
  created_at: Instant,
  last_used_at: Instant,
  expires_at: Instant,
  ip_address: Type.Union([Type.String(), Type.Null()]),
  user_agent: Type.Union([Type.String(), Type.Null()]),
});
export const SessionList = Type.Object({ sessions: Type.Array(SessionInfo) });
export type SessionList = Static<typeof SessionList>;
export const EndedSessions = Type.Object({ ended: Type.Integer() });
export type EndedSessions = Static<typeof EndedSessions>;

// ---- organisation

export const OrganisationPatch = Type.Object(
  { name: Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' }) },
  closed,
);
export const MemberPatch = Type.Object({ role: Type.Optional(Role), name: Type.Optional(PersonName) }, closed);
export type MemberPatch = Static<typeof MemberPatch>;

/** `name`: what they are called in the plans; for a contributor it must be said, as it decides which tasks are theirs. */
export const NewInvitation = Type.Object({ email: Email, role: Role, name: Type.Optional(PersonName) }, closed);
export type NewInvitation = Static<typeof NewInvitation>;
const invitation = {
  id: Id,
  email: Type.String(),
  role: Role,
  created_at: Instant,
  expires_at: Instant,
};
export const Invitation = Type.Object(invitation, { title: 'Invitation' });
export const InvitationList = Type.Object({ invitations: Type.Array(Invitation) });
export type InvitationList = Static<typeof InvitationList>;
/** The only time that the link is shown: to hand it over where no mail is sent. */
export const CreatedInvitation = Type.Object({ ...invitation, link: Type.String(), mailed: Type.Boolean() });
export type CreatedInvitation = Static<typeof CreatedInvitation>;

/** The only time that the link is shown. It leads to a new password, once, within the hour; a newer one ends it. */
export const CreatedPasswordLink = Type.Object(
  { email: Type.String(), expires_at: Instant, link: Type.String(), mailed: Type.Boolean() },
  { title: 'CreatedPasswordLink' },
);
export type CreatedPasswordLink = Static<typeof CreatedPasswordLink>;
