/** Passkeys of people (WebAuthn): what is kept of each, and the ceremonies that make one and ask for one. */

export interface PasskeyRecord {
  readonly id: string;
  readonly userId: string;
  readonly name: string;
  /** What the authenticator calls it. */
  readonly credential: Uint8Array;
  /** COSE. */
  readonly publicKey: Uint8Array;
  /** The authenticator's count of uses; 0 where it does not count. */
  readonly counter: number;
  readonly transports: readonly string[];
  /** Kept by more than one device. */
  readonly backedUp: boolean;
  readonly createdAt: string;
  readonly lastUsedAt: string | null;
  /** When the last challenge that it answered was made, in milliseconds since 1970. */
  readonly lastChallenge: number;
}

export interface Passkeys {
  /** Oldest first. */
  of(userId: string): Promise<PasskeyRecord[]>;
  /** Locks the row. */
  take(userId: string, credential: Uint8Array): Promise<PasskeyRecord | null>;
  /** false: the organisation holds it already. */
  add(passkey: PasskeyRecord): Promise<boolean>;
  used(id: string, change: Pick<PasskeyRecord, 'counter' | 'backedUp' | 'lastUsedAt' | 'lastChallenge'>): Promise<void>;
  rename(userId: string, id: string, name: string): Promise<void>;
  /** One of theirs, or, with null, all. */
  remove(userId: string, id: string | null): Promise<void>;
}

/** Where a passkey holds: authenticators tell other names and origins nothing. */
export interface RelyingParty {
  /** Host name. */
  readonly id: string;
  readonly origin: string;
}

/** In WebAuthn's own JSON form; browsers take it and give it. */
export type CeremonyJson = Readonly<Record<string, unknown>>;

export interface CeremonyAnswer {
  readonly at: RelyingParty;
  readonly answer: CeremonyJson;
  /** Is it one of our challenges, for this? */
  readonly challenge: (text: string) => boolean;
}

/** What does not hold, and why. */
export interface NotProved {
  readonly refused: string;
}

export interface PasskeyCeremonies {
  /** What a browser makes a passkey by. */
  creation(
    at: RelyingParty,
    who: { readonly organisation: string; readonly id: string; readonly name: string; readonly account: string },
    held: readonly PasskeyRecord[],
    challenge: Uint8Array,
  ): Promise<CeremonyJson>;
  created(
    given: CeremonyAnswer,
  ): Promise<Pick<PasskeyRecord, 'credential' | 'publicKey' | 'counter' | 'transports' | 'backedUp'> | NotProved>;
  /** What a browser answers with one of these, or, without them, with whichever it has for us; then it also asks who it is. */
  request(at: RelyingParty, held: readonly PasskeyRecord[] | null, challenge: Uint8Array): Promise<CeremonyJson>;
  /** Which passkey answers, and whose it says that it is. */
  claim(answer: CeremonyJson): { readonly credential: Uint8Array; readonly userId: string | null };
  /** `verified`: the device must have asked who it is, by PIN or finger. */
  proved(
    given: CeremonyAnswer,
    passkey: PasskeyRecord,
    verified: boolean,
  ): Promise<Pick<PasskeyRecord, 'counter' | 'backedUp'> | NotProved>;
}
