/** The `VirusScan` port on a ClamAV daemon: its INSTREAM command over TCP or a socket of the system, bounded in time and size. */
import net from 'node:net';
import { Outage } from '../ports/outage.ts';
import type { VirusScan } from '../ports/virus-scan.ts';

export interface ClamdPlace {
  /** `host:port`, or `unix:/path`. */
  readonly address: string;
  /** What becomes of an upload that nobody could be asked about. */
  readonly unreachable: 'refuse' | 'accept';
  readonly timeoutMs?: number;
}

/** `onError`: told of each upload that nobody could be asked about. */
export const clamd = (place: ClamdPlace, onError: (error: unknown) => void): VirusScan => ({
  async scan(bytes) {
    try {
      return foundIn(await ask(place, bytes));
    } catch (error) {
      onError(error);
      if (place.unreachable === 'accept') return null;
      throw new Outage('NOT_READY', 'virus scanner', error);
    }
  },
});

/** For `doctor`: that it answers, and finds what every scanner must (the EICAR test file). */
export async function checkClamd(place: ClamdPlace): Promise<string> {
  const eicar = 'X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*';
  const found = foundIn(await ask({ ...place, timeoutMs: 5000 }, Buffer.from(eicar)));
  if (found === null) throw new Error('it answers, and does not find the EICAR test file: are its signatures loaded?');
  return 'ClamAV';
}

const CHUNK = 64 * 1024;
const MOST_ANSWER = 4096;

function ask({ address, timeoutMs = 30_000 }: ClamdPlace, bytes: Uint8Array): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = net.connect(target(address));
    let answer = '';
    socket.setTimeout(timeoutMs, () => socket.destroy(new Error(`nothing within ${timeoutMs / 1000} s`)));
    socket.once('error', reject);
    socket.on('data', (chunk) => {
      answer += chunk.toString('latin1');
      if (answer.length > MOST_ANSWER) socket.destroy(new Error('an answer without an end'));
    });
    socket.once('end', () => resolve(answer.replace(/\0.*$/s, '')));
    socket.once('close', () => reject(new Error('the connection was closed')));
    socket.once('connect', () => send(socket, bytes));
  });
}

/** `host:port`, `[v6]:port` or `unix:/path`. */
function target(address: string): net.NetConnectOpts {
  if (address.startsWith('unix:')) return { path: address.slice(5) };
  const at = address.lastIndexOf(':');
  return { host: address.slice(0, at).replace(/^\[|\]$/g, ''), port: Number(address.slice(at + 1)) };
}

/** Each chunk behind its length, and an empty one at the end. It answers early what is too large for it. */
function send(socket: net.Socket, bytes: Uint8Array): void {
  socket.write('zINSTREAM\0');
  for (let at = 0; at < bytes.length; at += CHUNK) {
    const chunk = bytes.subarray(at, at + CHUNK);
    socket.write(lengthOf(chunk));
    socket.write(chunk);
  }
  socket.write(lengthOf(new Uint8Array()));
}

function lengthOf(chunk: Uint8Array): Uint8Array {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(chunk.length);
  return length;
}

function foundIn(answer: string): string | null {
  if (/^stream: OK$/.test(answer)) return null;
  const name = /^stream: (.+) FOUND$/.exec(answer)?.[1];
  if (name) return name;
  throw new Error(`it answers "${answer.slice(0, 200)}"`);
}
