/** How the server is reached: certificates of its own, or a proxy that it trusts. */
import net from 'node:net';
import type { Environment } from './substitute.ts';

export interface TlsFiles {
  readonly cert: string;
  readonly key: string;
  /** `TLSv1.3` unless older programs must get in. */
  readonly minVersion: 'TLSv1.2' | 'TLSv1.3';
}

export interface NetworkConfig {
  /** Without it plain http, for this machine or behind a proxy. */
  readonly tls?: TlsFiles;
  /** Addresses and networks (CIDR) of proxies whose X-Forwarded-For and X-Forwarded-Proto are believed. */
  readonly trustedProxies?: readonly string[];
}

/** Values between commas or white space. */
export const listed = (text: string): string[] => text.split(/[\s,]+/).filter((one) => one !== '');

/** Throws with the name of a variable that is not usable. */
export function networkFrom(env: Environment): NetworkConfig {
  const { TLS_CERT: cert, TLS_KEY: key, TRUSTED_PROXIES: proxies } = env;
  if (Boolean(cert) !== Boolean(key))
    throw new Error(`${cert ? 'TLS_CERT needs TLS_KEY' : 'TLS_KEY needs TLS_CERT'} beside it`);
  return {
    ...(cert && key ? { tls: { cert, key, minVersion: versionOf(env.TLS_MIN_VERSION) } } : {}),
    ...(proxies ? { trustedProxies: networksOf(proxies) } : {}),
  };
}

function versionOf(text: string | undefined): TlsFiles['minVersion'] {
  if (!text || text === '1.3') return 'TLSv1.3';
  if (text === '1.2') return 'TLSv1.2';
  throw new Error(`TLS_MIN_VERSION is 1.3 or 1.2, not "${text}"`);
}

function networksOf(text: string): readonly string[] {
  const networks = listed(text);
  for (const network of networks) {
    const wrong = networkFault(network);
    if (wrong)
      throw new Error(`TRUSTED_PROXIES: "${network}" ${wrong}; give addresses or networks such as 10.0.3.0/24`);
  }
  return networks;
}

/** null: it is an address or a network. */
export function networkFault(network: string): string | null {
  const [address = '', bits, ...rest] = network.split('/');
  const family = net.isIP(address);
  if (family === 0 || rest.length > 0) return 'is neither an address nor a network';
  if (bits === undefined) return null;
  const most = family === 4 ? 32 : 128;
  if (!/^\d{1,3}$/.test(bits) || Number(bits) > most) return `has no prefix length of 1 to ${most}`;
  if (Number(bits) === 0) return 'is everybody';
  return null;
}
