/** How people come in: passwords, sessions, links of one use; and what is looked up before a tenant is known. */
import type { RoleName } from '@sprintforge/protocol';
import type { OfferedProvider } from './identity-providers.ts';
import type { Lacking } from './second-factors.ts';

export interface SessionRecord {
  readonly id: string;
  readonly userId: string;
  /** How the person signed in, e.g. `password`. */
  readonly method: string;
  readonly createdAt: string;
  readonly lastUsedAt: string;
  readonly expiresAt: string;
  readonly revokedAt: string | null;
  readonly ipAddress: string | null;
  readonly userAgent: string | null;
  /** The identity provider that it began at, and what that one wants to hear when it ends (sealed). */
  readonly providerId: string | null;
  readonly signOut: Uint8Array | null;
  /** What it lacks until it is a session. */
  readonly lacks: Lacking | null;
}

/** A link of one use: to a new password of `userId`, into the organisation as `role`, or a code that pairs a program of `userId` with a project. */
export interface LinkRecord {
  readonly id: string;
  readonly purpose: 'reset' | 'invitation' | 'pairing';
  readonly email: string;
  /** null: the invited person says it. */
  readonly name: string | null;
  readonly userId: string | null;
  readonly role: RoleName | null;
  readonly projectId: string | null;
  readonly createdBy: string | null;
  readonly createdAt: string;
  readonly expiresAt: string;
  /** Used or withdrawn. */
  readonly endedAt: string | null;
}

export interface SignIns {
  /** PHC text; null: the person has no password. */
  password(userId: string): Promise<string | null>;
  setPassword(userId: string, password: string, at: string): Promise<void>;
  addSession(session: SessionRecord, hash: Uint8Array): Promise<void>;
  /** Those that still hold, newest first. */
  sessions(userId: string, now: string): Promise<SessionRecord[]>;
  session(id: string): Promise<SessionRecord | null>;
  touchSession(id: string, at: string): Promise<void>;
  /** One, or all but one; says how many. */
  endSessions(
    userId: string,
    which: { readonly id: string } | { readonly except: string | null },
    at: string,
  ): Promise<number>;
  addLink(link: LinkRecord, hash: Uint8Array): Promise<void>;
  /** Locks the row. */
  takeLink(id: string): Promise<LinkRecord | null>;
  /** Those that were not used, newest first. */
  openLinks(purpose: LinkRecord['purpose'], now: string): Promise<LinkRecord[]>;
  endLink(id: string, at: string): Promise<void>;
  /** Ends every open link of this purpose for an address. */
  endLinksFor(purpose: LinkRecord['purpose'], email: string, at: string): Promise<void>;
}

export interface FoundSession {
  readonly tenant: string;
  readonly id: string;
  readonly userId: string;
  readonly lastUsedAt: string;
  readonly expiresAt: string;
  readonly revokedAt: string | null;
  readonly lacks: Lacking | null;
}

/** An account that an e-mail address has in some organisation. */
export interface FoundAccount {
  readonly tenant: string;
  readonly tenantName: string;
  readonly userId: string;
  /** PHC text; null: this account has no password. */
  readonly password: string | null;
}

/** Across tenants, and only these. */
export interface Lookups {
  session(hash: Uint8Array): Promise<FoundSession | null>;
  accounts(email: string): Promise<FoundAccount[]>;
  link(hash: Uint8Array): Promise<{ readonly tenant: string; readonly id: string } | null>;
  /** A link that opens plans over WebDAV and was not ended. */
  davLink(hash: Uint8Array): Promise<{ readonly tenant: string; readonly id: string } | null>;
  /** The organisation of a provider that is in use. */
  provider(id: string): Promise<{ readonly tenant: string } | null>;
  /** Providers in use to which addresses of this domain are sent; `proved`: only where it is proved to be the organisation's. */
  providersFor(domain: string, proved: boolean): Promise<OfferedProvider[]>;
  anyProvider(): Promise<boolean>;
  /** The organisation in which this person has this passkey. */
  passkey(credential: Uint8Array, userId: string): Promise<{ readonly tenant: string } | null>;
  /** Whether passkeys sign in anywhere. */
  anyPasswordless(): Promise<boolean>;
  /** The organisation whose directory has this token. */
  directory(hash: Uint8Array): Promise<{ readonly tenant: string } | null>;
  /** Whether there is any organisation. */
  anyTenant(): Promise<boolean>;
}
