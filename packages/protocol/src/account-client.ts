/** Calls about people: signing in and out, sessions, members, invitations. Part of `SprintforgeClient`. */

import type { SyncKey } from './shapes/account.ts';
import type { OrganisationLimits } from './shapes/limits.ts';
import type { Pair, Paired } from './shapes/pairing.ts';
import type { MemberList } from './shapes/project.ts';
import type {
  AcceptInvitation,
  ChangePassword,
  CreatedInvitation,
  CreatedPasswordLink,
  EndedSessions,
  InvitationList,
  LinkAnswer,
  Me,
  MemberPatch,
  NewInvitation,
  Organisation,
  SessionList,
  Setup,
  SignIn,
  SignInWays,
} from './shapes/sign-in.ts';
import type { SignedOut } from './shapes/sign-on.ts';
import type { Transport } from './transport.ts';

export class AccountClient {
  readonly #http: Transport;

  constructor(http: Transport) {
    this.#http = http;
  }

  me(): Promise<Me> {
    return this.#http.json('api/me');
  }
  rename(name: string): Promise<Me> {
    return this.#http.json('api/me', { method: 'PATCH', json: { name } });
  }

  // ---- signing in: the answer sets the session's cookie

  ways(): Promise<SignInWays> {
    return this.#http.json('api/auth/ways');
  }
  signIn(request: SignIn): Promise<Me> {
    return this.#http.json('api/auth/sign-in', { method: 'POST', json: request });
  }
  /** Says where the browser goes to be signed out at the identity provider too. */
  signOut(): Promise<SignedOut> {
    return this.#http.json('api/auth/sign-out', { method: 'POST' });
  }
  setup(request: Setup): Promise<Me> {
    return this.#http.json('api/auth/setup', { method: 'POST', json: request });
  }
  /** A token for one project, for a code that somebody who is signed in was shown. */
  pair(request: Pair): Promise<Paired> {
    return this.#http.json('api/auth/pair', { method: 'POST', json: request });
  }
  /** What the link from a mail is for. */
  link(token: string): Promise<LinkAnswer> {
    return this.#http.json('api/auth/link', { method: 'POST', json: { token } });
  }
  acceptInvitation(request: AcceptInvitation): Promise<Me> {
    return this.#http.json('api/auth/accept-invitation', { method: 'POST', json: request });
  }
  /** Answers the same whether there is such an account or not. */
  async forgotPassword(email: string): Promise<void> {
    await this.#http.send('api/auth/forgot-password', { method: 'POST', json: { email } });
  }
  /** Ends all sessions of the account. */
  async resetPassword(token: string, password: string): Promise<void> {
    await this.#http.send('api/auth/reset-password', { method: 'POST', json: { token, password } });
  }
  /** Ends all other sessions. */
  async changePassword(request: ChangePassword): Promise<void> {
    await this.#http.send('api/auth/change-password', { method: 'POST', json: request });
  }

  sessions(): Promise<SessionList> {
    return this.#http.json('api/auth/sessions');
  }
  async endSession(id: string): Promise<void> {
    await this.#http.send(`api/auth/sessions/${encodeURIComponent(id)}`, { method: 'DELETE' });
  }
  endOtherSessions(): Promise<EndedSessions> {
    return this.#http.json('api/auth/sessions', { method: 'DELETE' });
  }

  // ---- organisation

  /** What it may do, and what it uses of that; for owners. */
  limits(): Promise<OrganisationLimits> {
    return this.#http.json('api/organisation/limits');
  }
  organisation(): Promise<Organisation> {
    return this.#http.json('api/organisation');
  }
  async renameOrganisation(name: string): Promise<void> {
    await this.#http.send('api/organisation', { method: 'PATCH', json: { name } });
  }
  /** The next key for sync tokens; of those signed before, the last key's stay good. */
  rotateSyncKey(): Promise<SyncKey> {
    return this.#http.json('api/organisation/sync-keys', { method: 'POST' });
  }
  members(): Promise<MemberList> {
    return this.#http.json('api/organisation/members');
  }
  async changeMember(user: string, change: MemberPatch): Promise<void> {
    await this.#http.send(`api/organisation/members/${encodeURIComponent(user)}`, { method: 'PATCH', json: change });
  }
  /** Ends their sessions and tokens. */
  async removeMember(user: string): Promise<void> {
    await this.#http.send(`api/organisation/members/${encodeURIComponent(user)}`, { method: 'DELETE' });
  }
  /** To a new password, for a member who forgot theirs; for owners. */
  makePasswordLink(user: string): Promise<CreatedPasswordLink> {
    return this.#http.json(`api/organisation/members/${encodeURIComponent(user)}/password-link`, { method: 'POST' });
  }
  invitations(): Promise<InvitationList> {
    return this.#http.json('api/organisation/invitations');
  }
  invite(request: NewInvitation): Promise<CreatedInvitation> {
    return this.#http.json('api/organisation/invitations', { method: 'POST', json: request });
  }
  async withdrawInvitation(id: string): Promise<void> {
    await this.#http.send(`api/organisation/invitations/${encodeURIComponent(id)}`, { method: 'DELETE' });
  }
}
