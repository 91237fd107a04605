export interface Mail {
  readonly to: string;
  readonly subject: string;
  /** Plain text. */
  readonly text: string;
}

/** Sending mail. Rejects when the server behind it did not take it. */
export interface Mailer {
  /** false: nothing is sent, as no mail server is configured. */
  readonly configured: boolean;
  send(mail: Mail): Promise<void>;
}
