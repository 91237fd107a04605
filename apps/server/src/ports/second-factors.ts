/** Second factors of people, and what an organisation asks for. */
export type FactorPolicy = 'off' | 'optional' | 'required';

/** What a session lacks until it is one: a code, or first of all a second factor. */
export type Lacking = 'code' | 'enrolment';

export interface FactorRecord {
  readonly userId: string;
  /** Sealed. */
  readonly secret: Uint8Array;
  readonly createdAt: string;
  /** null: the person has not shown yet that their device knows it. */
  readonly confirmedAt: string | null;
  /** The interval of the last code that was taken. */
  readonly lastStep: number;
}

/** What an organisation has decided. */
export interface FactorRules {
  readonly policy: FactorPolicy;
  /** A passkey alone signs in. */
  readonly passwordless: boolean;
}

export interface SecondFactors {
  rules(): Promise<FactorRules>;
  setRules(change: Partial<FactorRules>): Promise<void>;
  /** A confirmed app, or a passkey. */
  has(userId: string): Promise<boolean>;
  /** Locks the row. */
  take(userId: string): Promise<FactorRecord | null>;
  /** Instead of one before. */
  begin(factor: FactorRecord): Promise<void>;
  change(userId: string, change: Partial<Pick<FactorRecord, 'confirmedAt' | 'lastStep'>>): Promise<void>;
  /** The app. */
  remove(userId: string): Promise<void>;
  /** In place of those before. */
  setRecoveryCodes(userId: string, hashes: readonly Uint8Array[]): Promise<void>;
  /** false: no such code, or used already. */
  useRecoveryCode(userId: string, hash: Uint8Array, at: string): Promise<boolean>;
  recoveryCodesLeft(userId: string): Promise<number>;
  /** What a session lacks from now on; null: nothing. */
  setLacking(sessionId: string, lacks: Lacking | null): Promise<void>;
  /** Sessions that began with a password and whose person has no second factor lack one from now on. */
  demandOfSessions(): Promise<void>;
}
