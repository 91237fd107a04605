/** Calls to addresses that people gave us. */
export interface Outgoing {
  /** Throws `OutgoingError` when we would not call this address. */
  check(url: string): Promise<void>;
  /** No redirect is followed. Throws `OutgoingError` when there is no answer. */
  post(
    url: string,
    call: { readonly headers: Readonly<Record<string, string>>; readonly body: string },
  ): Promise<number>;
  /** With what is answered: at most 2 MiB, unless it says so, else `OutgoingError`. No redirect is followed. */
  call(url: string, call: OutgoingCall): Promise<OutgoingAnswer>;
}

export interface OutgoingCall {
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Bytes that the answer may have, and seconds that it may take. */
  readonly bounds?: { readonly bytes: number; readonly seconds: number };
}

export interface OutgoingAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

export class OutgoingError extends Error {
  readonly code: 'NOT_AN_ADDRESS' | 'NOT_ALLOWED' | 'NOT_FOUND' | 'NO_ANSWER';
  readonly where: { readonly host: string };
  constructor(code: OutgoingError['code'], message: string, host: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'OutgoingError';
    this.code = code;
    this.where = { host };
  }
}
