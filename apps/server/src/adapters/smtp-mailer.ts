import nodemailer from 'nodemailer';
import type { Mailer } from '../ports/mailer.ts';

export interface SmtpPlace {
  /** `smtp://user:password@host:587` or `smtps://…`. */
  readonly url: string;
  /** Sender, e.g. `SprintForge <plans@example.com>`. */
  readonly from: string;
}

/** One message at a time over kept connections; bounded in time. */
export function smtpMailer({ url, from }: SmtpPlace): Mailer & { close(): void } {
  const transport = nodemailer.createTransport({
    url,
    pool: true,
    maxConnections: 2,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 20_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    configured: true,
    async send({ to, unsubscribe, ...mail }) {
      const list = unsubscribe === undefined ? {} : { list: { unsubscribe } };
      await transport.sendMail({ from, to: { name: '', address: to }, ...mail, ...list });
    },
    close: () => transport.close(),
  };
}

/** Connects and signs in, and sends nothing. */
export async function checkMailServer({ url }: SmtpPlace): Promise<string> {
  const transport = nodemailer.createTransport({ url, connectionTimeout: 5000, greetingTimeout: 5000 });
  await transport.verify();
  return 'the mail server';
}

/** Where no mail server is configured: links are then handed over by a person. */
export const noMailer: Mailer = {
  configured: false,
  send: () => Promise.reject(new Error('no mail server is configured')),
};
