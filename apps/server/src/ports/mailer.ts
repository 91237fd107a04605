export interface Mail {
  readonly to: string;
  readonly subject: string;
  /** Plain text. */
  readonly text: string;
  /** The same for those who can show it. */
  readonly html?: string;
  /** Where the person chooses to get no such mail any more. */
  readonly unsubscribe?: string;
  /** `<…@…>`; made up when it is not given. */
  readonly messageId?: string;
}

/** Sending mail. Rejects when the server behind it did not take it. */
export interface Mailer {
  /** false: nothing is sent, as no mail server is configured. */
  readonly configured: boolean;
  send(mail: Mail): Promise<void>;
}
