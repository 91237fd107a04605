/** The `Outgoing` port over HTTP: https to public addresses, each resolved once, checked, and called as it was checked. */
import dns from 'node:dns/promises';
import http from 'node:http';
import https from 'node:https';
import net from 'node:net';
import { type Outgoing, OutgoingError } from '../ports/outgoing.ts';

const TIMEOUT_MS = 15_000;
/** Of an answer no more is read. */
const MOST_BYTES = 64 * 1024;

/** What is no address of the public internet (RFC 6890 and its successors), and what leads back to such by translation. */
const NOT_PUBLIC: readonly string[] = [
  ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24'],
  ...['192.0.2.0/24', '192.88.99.0/24', '192.168.0.0/16', '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24'],
  ...[
    '224.0.0.0/4',
    '240.0.0.0/4',
    '::/96',
    '64:ff9b::/96',
    '64:ff9b:1::/48',
    '100::/64',
    '2001::/23',
    '2001:db8::/32',
  ],
  ...['2002::/16', '3fff::/20', '5f00::/16', 'fc00::/7', 'fe80::/10', 'fec0::/10', 'ff00::/8'],
];

interface Address {
  readonly address: string;
  readonly family: number;
}

export interface OutgoingOptions {
  /** CIDRs that are called although they are not public, there without TLS too. */
  readonly allowed: readonly string[];
  readonly timeoutMs?: number;
}

/** Throws on a CIDR that is none. */
export function outgoingHttp({ allowed, timeoutMs = TIMEOUT_MS }: OutgoingOptions): Outgoing {
  const [forbidden, open] = [listOf(NOT_PUBLIC), listOf(allowed)];
  const isOpen = (at: Address): boolean => open.check(at.address, at.family === 6 ? 'ipv6' : 'ipv4');
  const isPublic = (at: Address): boolean => !forbidden.check(at.address, at.family === 6 ? 'ipv6' : 'ipv4');

  /** Where it leads; throws unless every address behind the name may be called. */
  async function resolve(text: string): Promise<{ readonly url: URL; readonly at: Address }> {
    const url = URL.canParse(text) ? new URL(text) : null;
    if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password || url.hash)
      throw new OutgoingError('NOT_AN_ADDRESS', 'an address begins with https:// and has no user, password or #', text);
    const host = url.hostname.replace(/^\[|\]$/g, '');
    const found = await addressesOf(host);
    const safe = (at: Address) => isOpen(at) || (url.protocol === 'https:' && isPublic(at));
    if (!found.every(safe))
      throw new OutgoingError(
        'NOT_ALLOWED',
        `${host} is not a public https address, and this server does not allow it`,
        host,
      );
    return { url, at: found[0]! };
  }

  return {
    async check(text) {
      await resolve(text);
    },
    async post(text, { headers, body }) {
      const { url, at } = await resolve(text);
      const bytes = Buffer.from(body);
      const options = {
        method: 'POST',
        headers: { ...headers, 'content-length': String(bytes.length) },
        lookup: pinned(at),
        signal: AbortSignal.timeout(timeoutMs),
        agent: false,
      } as const;
      try {
        return await answerOf((url.protocol === 'https:' ? https : http).request(url, options), bytes);
      } catch (error) {
        throw new OutgoingError(
          'NO_ANSWER',
          `${url.host} did not answer: ${whyNot(error as NodeJS.ErrnoException, timeoutMs)}`,
          url.host,
          error,
        );
      }
    },
  };
}

function listOf(cidrs: readonly string[]): net.BlockList {
  const list = new net.BlockList();
  for (const cidr of cidrs) {
    const [address = '', bits] = cidr.trim().split('/');
    const family = net.isIP(address);
    if (family === 0) throw new Error(`"${cidr}" is not a range of addresses like 10.0.0.0/8`);
    list.addSubnet(address, Number(bits ?? (family === 6 ? 128 : 32)), family === 6 ? 'ipv6' : 'ipv4');
  }
  return list;
}

async function addressesOf(host: string): Promise<readonly Address[]> {
  const family = net.isIP(host);
  if (family !== 0) return [{ address: host, family }];
  try {
    return await dns.lookup(host, { all: true, order: 'verbatim' });
  } catch (error) {
    throw new OutgoingError('NOT_FOUND', `there is no ${host}`, host, error);
  }
}

/** Says the checked address whatever the name may resolve to by now. */
const pinned =
  ({ address, family }: Address): net.LookupFunction =>
  (_host, options, done) =>
    options.all ? done(null, [{ address, family }]) : done(null, address, family);

/** For people: nothing of what the system says. */
function whyNot({ name, code = '' }: NodeJS.ErrnoException, timeoutMs: number): string {
  if (name === 'AbortError' || name === 'TimeoutError' || code === 'ETIMEDOUT')
    return `nothing within ${timeoutMs / 1000} s`;
  if (code === 'ECONNREFUSED') return 'the connection was refused';
  if (/CERT|SELF_SIGNED|ALTNAME|UNABLE_TO_/.test(code)) return 'its certificate is not valid';
  return 'the connection failed';
}

function answerOf(request: http.ClientRequest, body: Buffer): Promise<number> {
  return new Promise((resolve, reject) => {
    request.once('error', reject);
    request.once('response', (response) => {
      let size = 0;
      const done = (): void => resolve(response.statusCode ?? 0);
      response.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size <= MOST_BYTES) return;
        done();
        request.destroy();
      });
      response.once('end', done).once('error', reject);
    });
    request.end(body);
  });
}
