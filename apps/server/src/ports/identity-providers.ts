/** The identity providers of an organisation, who people are there, and sign-ins that are under way. */
import type { RoleName } from '@sprintforge/protocol';
import type { OidcSettings, ProtocolName, SamlSettings } from './sign-on.ts';

export interface ProviderRecord {
  readonly id: string;
  readonly kind: ProtocolName;
  readonly name: string;
  readonly enabled: boolean;
  readonly settings: OidcSettings | SamlSettings;
  readonly sealed: Uint8Array | null;
  /** Domains whose addresses are the organisation's. */
  readonly domains: readonly string[];
  /** The claim or attribute that names roles; null: none does. */
  readonly roleClaim: string | null;
  /** What its values are here. */
  readonly roles: Readonly<Record<string, RoleName>>;
  /** What everybody else becomes who comes from there; null: they are not let in. */
  readonly defaultRole: RoleName | null;
  /** By the operator's configuration: nobody changes it here. */
  readonly configured: boolean;
  /** null: the configuration. */
  readonly createdBy: string | null;
  readonly createdAt: string;
}

export interface AttemptRecord {
  readonly id: string;
  readonly providerId: string;
  /** SHA-256 of what the browser keeps. */
  readonly browser: Uint8Array;
  readonly expected: Readonly<Record<string, string>>;
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly answeredAt: string | null;
  readonly userId: string | null;
  readonly signOut: Uint8Array | null;
  readonly finishedAt: string | null;
}

export interface IdentityProviders {
  list(): Promise<ProviderRecord[]>;
  find(id: string): Promise<ProviderRecord | null>;
  byName(name: string): Promise<ProviderRecord | null>;
  add(provider: ProviderRecord): Promise<void>;
  change(id: string, change: Partial<Omit<ProviderRecord, 'id' | 'kind' | 'createdBy' | 'createdAt'>>): Promise<void>;
  /** With who people are there, and the sign-ins that are under way. */
  remove(id: string): Promise<void>;

  /** Whose subject this is; null: nobody's. */
  personAt(providerId: string, subject: string): Promise<string | null>;
  link(providerId: string, subject: string, userId: string, at: string): Promise<void>;
  usedLink(providerId: string, subject: string, at: string): Promise<void>;

  /** Forgets those that ended before `forgetBefore`. */
  addAttempt(attempt: AttemptRecord, forgetBefore: string): Promise<void>;
  /** Locks the row. */
  takeAttempt(id: string): Promise<AttemptRecord | null>;
  changeAttempt(
    id: string,
    change: Partial<Pick<AttemptRecord, 'answeredAt' | 'userId' | 'signOut' | 'finishedAt'>>,
  ): Promise<void>;
}

/** What somebody who is not signed in may know of a provider. */
export interface OfferedProvider {
  readonly id: string;
  readonly name: string;
  readonly kind: ProtocolName;
  readonly organisation: string;
}
