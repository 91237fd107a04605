/** Starts that are refused: a server that others reach, without secrets, with ones that everybody knows, or in plain text. */
import net from 'node:net';
import { StartRefused } from '../ports/start-refused.ts';
import type { Environment } from './substitute.ts';

export interface StartSettings {
  readonly host: string;
  readonly publicUrl?: string;
  readonly secret?: string;
  readonly databaseUrl?: string;
  readonly redisUrl?: string;
  readonly metricsToken?: string;
  readonly s3?: { readonly secretKey: string };
  readonly tls?: object;
  readonly trustedProxies?: readonly string[];
}

/** Nothing is demanded of a server for this machine alone. Throws `StartRefused` with everything that is to be put right. */
export function refuseUnsafeStart(settings: StartSettings, env: Environment): void {
  if (!isForOthers(settings, env)) return;
  const faults = [...secretFaults(settings), ...transportFaults(settings)];
  if (faults.length > 0) throw new StartRefused(faults);
}

function isForOthers({ host, publicUrl }: StartSettings, env: Environment): boolean {
  return env.NODE_ENV === 'production' || !isLocal(host) || (publicUrl !== undefined && !isLocal(hostOf(publicUrl)));
}

const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).hostname : url);
const isLocal = (host: string): boolean => /^(localhost|127\.\d+\.\d+\.\d+|\[?::1\]?)$/.test(host);

/** As they stand in instructions and examples all over the world. */
const KNOWN =
  /^(changeme|change[-_ ]?(me|it|this).*|secret.*|password\d*|passw0rd|pass|example.*|default|test(ing)?([-_]?secret)?|admin|minioadmin|postgres|sprintforge|root|user|your[-_ ].*|.*[-_]here|<.*>|x+|\*+|0+|1234.*|abc.*|qwerty.*|insert.*|todo.*|placeholder.*)$/i;
const LEAST = 32;

function secretFaults({ secret, databaseUrl, redisUrl, s3, metricsToken }: StartSettings): string[] {
  const found: string[] = [];
  if (secret === undefined) found.push(`no secret is given. Add: ${secretLine()}`);
  else if (KNOWN.test(secret) || new Set(secret).size < 10)
    found.push(`SPRINTFORGE_SECRET is one that everybody can guess. Put in its place: ${secretLine()}`);
  else if (secret.length < LEAST)
    found.push(
      `SPRINTFORGE_SECRET has ${secret.length} characters, and needs ${LEAST}. Put in its place: ${secretLine()}`,
    );
  for (const [variable, word] of [
    ['DATABASE_URL', passwordOf(databaseUrl)],
    ['REDIS_URL', passwordOf(redisUrl)],
    ['S3_SECRET_KEY', s3?.secretKey],
    ['SPRINTFORGE_METRICS_TOKEN', metricsToken],
  ] as const)
    if (word !== undefined && KNOWN.test(word))
      found.push(
        `${variable} has a password that stands in every example. Give the service another one, and here: ${variable}=…`,
      );
  return found;
}

const secretLine = (): string =>
  'SPRINTFORGE_SECRET=$(openssl rand -base64 36) (in a configuration file `secret: ${SPRINTFORGE_SECRET}`)';

function passwordOf(url: string | undefined): string | undefined {
  if (url === undefined || !URL.canParse(url)) return undefined;
  return decodeURIComponent(new URL(url).password) || undefined;
}

function transportFaults({ host, publicUrl, tls, trustedProxies }: StartSettings): string[] {
  if (tls) return [];
  const certificate = 'TLS_CERT=/path/cert.pem and TLS_KEY=/path/key.pem';
  if (publicUrl?.startsWith('http://') && !isLocal(hostOf(publicUrl)))
    return [
      `people would reach it in plain text at ${publicUrl}. Add: ${certificate}; or put a proxy with a certificate before it and set SPRINTFORGE_PUBLIC_URL=https://${hostOf(publicUrl)}`,
    ];
  if (publicUrl === undefined && !isLocal(host) && trustedProxies === undefined)
    return [
      `it would answer everybody in plain text on ${net.isIP(host) === 6 ? `[${host}]` : host}. Add: ${certificate}; or the address of the proxy before it: SPRINTFORGE_PUBLIC_URL=https://plans.example.com; or HOST=127.0.0.1`,
    ];
  return [];
}
