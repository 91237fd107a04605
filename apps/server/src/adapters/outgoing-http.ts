/** The `Outgoing` port over HTTP: https to public addresses, each resolved once, checked, and called as it was checked. */
import dns from 'node:dns/promises';
import http from 'node:http';
import https from 'node:https';
import net from 'node:net';
import { type Outgoing, type OutgoingAnswer, type OutgoingCall, OutgoingError } from '../ports/outgoing.ts';
import { type OutsideNetwork, proxyAgents } from './outside-network.ts';

const TIMEOUT_MS = 15_000;
/** Of an answer that nobody reads. */
const MOST_UNREAD = 64 * 1024;
const MOST_BYTES = 2 * 1024 * 1024;

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
  /** With a proxy it is the proxy that knows names of the outside, and decides what is reached. */
  readonly outside?: OutsideNetwork;
  /** CIDRs that are called although they are not public, there without TLS too. */
  readonly allowed: readonly string[];
  readonly timeoutMs?: number;
}

/** Throws on a CIDR that is none. */
export function outgoingHttp({ allowed, outside = {}, timeoutMs = TIMEOUT_MS }: OutgoingOptions): Outgoing {
  const agents = proxyAgents(outside);
  const [forbidden, open] = [listOf(NOT_PUBLIC), listOf(allowed)];
  const isOpen = (at: Address): boolean => open.check(at.address, at.family === 6 ? 'ipv6' : 'ipv4');
  const isPublic = (at: Address): boolean => !forbidden.check(at.address, at.family === 6 ? 'ipv6' : 'ipv4');

  /** Where it leads, null: where the proxy takes it. Throws unless every address behind the name may be called. */
  async function resolve(text: string): Promise<{ readonly url: URL; readonly at: Address | null }> {
    const url = URL.canParse(text) ? new URL(text) : null;
    if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password || url.hash)
      throw new OutgoingError('NOT_AN_ADDRESS', 'an address begins with https:// and has no user, password or #', text);
    const host = url.hostname.replace(/^\[|\]$/g, '');
    const found = await addressesOf(host).catch((error: unknown) => {
      if (agents && url.protocol === 'https:') return []; // a name of the outside, which only the proxy knows
      throw error;
    });
    const safe = (at: Address) => isOpen(at) || (url.protocol === 'https:' && isPublic(at));
    if (!found.every(safe))
      throw new OutgoingError(
        'NOT_ALLOWED',
        `${host} is not a public https address, and this server does not allow it`,
        host,
      );
    return { url, at: agents && !found.every(isOpen) ? null : (found[0] ?? null) };
  }

  async function send(
    text: string,
    { method, headers, body = '', bounds }: OutgoingCall,
    most: number,
  ): Promise<Answered> {
    const { url, at } = await resolve(text);
    const bytes = Buffer.from(body);
    const patience = bounds ? bounds.seconds * 1000 : timeoutMs;
    const options = {
      method,
      headers: method === 'GET' ? headers : { ...headers, 'content-length': String(bytes.length) },
      ...(at ? { lookup: pinned(at), agent: false as const } : { agent: agents?.https }),
      signal: AbortSignal.timeout(patience),
    };
    try {
      return await answerOf((url.protocol === 'https:' ? https : http).request(url, options), bytes, most);
    } catch (error) {
      throw new OutgoingError(
        'NO_ANSWER',
        `${url.host} did not answer: ${whyNot(error as NodeJS.ErrnoException, patience)}`,
        url.host,
        error,
      );
    }
  }

  return {
    async check(text) {
      await resolve(text);
    },
    post: async (text, call) => (await send(text, { method: 'POST', ...call }, MOST_UNREAD)).status,
    async call(text, call) {
      const most = call.bounds?.bytes ?? MOST_BYTES;
      const { whole, ...answer } = await send(text, call, most);
      if (!whole) throw new OutgoingError('NO_ANSWER', `${text} answers more than ${most} bytes`, text);
      return answer;
    },
  };
}

interface Answered extends OutgoingAnswer {
  readonly whole: boolean;
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

/** Ends where `most` bytes are exceeded. */
function answerOf(request: http.ClientRequest, body: Buffer, most: number): Promise<Answered> {
  return new Promise((resolve, reject) => {
    request.once('error', reject);
    request.once('response', (response) => {
      const chunks: Buffer[] = [];
      let size = 0;
      const done = (whole: boolean): void =>
        resolve({ status: response.statusCode ?? 0, headers: texts(response), body: Buffer.concat(chunks), whole });
      response.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size <= most) return void chunks.push(chunk);
        done(false);
        request.destroy();
      });
      response.once('end', () => done(true)).once('error', reject);
    });
    request.end(body);
  });
}

const texts = ({ headers }: http.IncomingMessage): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
