/** How this process reaches the outside: certificate authorities of a company, and its proxy. Holds for the whole process. */
import fs from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import tls from 'node:tls';

export interface OutsideNetwork {
  /** `http://host:port` that connections to the outside go through (CONNECT). */
  readonly proxy?: string;
  /** Hosts and networks that are called directly all the same, as in NO_PROXY. */
  readonly noProxy?: string;
  /** PEM file of authorities that are trusted besides the known ones. */
  readonly caFile?: string;
}

export interface Agents {
  readonly http: http.Agent;
  readonly https: https.Agent;
}

/** Every call by fetch and by Node's own agents goes through the proxy from now on. Throws with the name of a file that is none of certificates. */
export function reachOutside({ proxy, noProxy, caFile }: OutsideNetwork): void {
  if (caFile !== undefined) tls.setDefaultCACertificates([...tls.getCACertificates('default'), ...authorities(caFile)]);
  if (proxy !== undefined) http.setGlobalProxyFromEnv(variables(proxy, noProxy));
}

/** For clients that have agents of their own; without a proxy undefined. */
export function proxyAgents({ proxy, noProxy }: OutsideNetwork): Agents | undefined {
  if (proxy === undefined) return undefined;
  const options = { keepAlive: true, proxyEnv: variables(proxy, noProxy) };
  return { http: new http.Agent(options), https: new https.Agent(options) };
}

/** This machine is never reached through a proxy. */
const variables = (proxy: string, noProxy: string | undefined) => ({
  HTTP_PROXY: proxy,
  HTTPS_PROXY: proxy,
  NO_PROXY: ['localhost', '127.0.0.1', '[::1]', ...(noProxy ? [noProxy] : [])].join(','),
});

function authorities(file: string): readonly string[] {
  let content: string;
  try {
    content = fs.readFileSync(file, 'utf8');
  } catch (cause) {
    throw new Error(`SPRINTFORGE_CA_FILE: cannot read ${file} (${(cause as NodeJS.ErrnoException).code})`, { cause });
  }
  const found = content.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g);
  if (!found) throw new Error(`SPRINTFORGE_CA_FILE: ${file} holds no certificate in PEM form`);
  return found;
}
