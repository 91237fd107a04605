import nodemailer from 'nodemailer';
import type { Mailer } from '../ports/mailer.ts';
import { ServiceError } from '../ports/service-error.ts';

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
      const sent = transport.sendMail({ from, to: { name: '', address: to }, ...mail, ...list });
      await sent.catch((error: unknown) => {
        throw notTaken(url, error);
      });
    },
    close: () => transport.close(),
  };
}

/** Without what the mail server said, and without the error itself: they quote addresses, and a job keeps why it failed. */
function notTaken(url: string, error: unknown): ServiceError {
  const { code, responseCode } = error as { readonly code?: unknown; readonly responseCode?: unknown };
  const why = [code, responseCode].filter((one) => one !== undefined).join(' ');
  const place = new URL(url).host;
  const message = `the mail server at ${place} did not take a mail (${why})`;
  return new ServiceError('SERVICE_REFUSED', message, { service: 'SMTP', place, variable: 'SMTP_URL' }, undefined);
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
