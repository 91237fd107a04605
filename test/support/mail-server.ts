/** A real SMTP server in this process that keeps what it is sent. */
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

export interface MailServer {
  /** `smtp://127.0.0.1:port`. */
  readonly url: string;
  /** Whole messages, as they came. */
  readonly messages: readonly string[];
  /** The next message to come, or one that came since the last call. */
  next(): Promise<string>;
  /** So many that come now are turned away for the moment (451). */
  refuse(count: number): void;
  /** How many were. */
  readonly refused: number;
  stop(): Promise<void>;
}

export async function startMailServer(): Promise<MailServer> {
  const messages: string[] = [];
  const waiting: ((message: string) => void)[] = [];
  let taken = 0;
  let [refusing, refused] = [0, 0];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData(stream, _session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        if (refusing > 0) {
          refusing -= 1;
          refused += 1;
          return done(Object.assign(new Error('try again later'), { responseCode: 451 }));
        }
        const message = Buffer.concat(chunks).toString('utf8');
        messages.push(message);
        const first = waiting.shift();
        if (first) {
          taken += 1;
          first(message);
        }
        done();
      });
    },
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    messages,
    get refused() {
      return refused;
    },
    refuse: (count) => {
      refusing = count;
    },
    next: () => {
      const message = messages[taken];
      if (message === undefined) return new Promise((resolve) => waiting.push(resolve));
      taken += 1;
      return Promise.resolve(message);
    },
    stop: () => new Promise((resolve) => server.close(resolve)),
  };
}

/** The text of a message whose lines may have been folded by quoted-printable. */
export const unfolded = (message: string): string =>
  message
    .replace(/=\r?\n/g, '')
    .replace(/(?:=[0-9A-F]{2})+/g, (bytes) => Buffer.from(bytes.replaceAll('=', ''), 'hex').toString());
