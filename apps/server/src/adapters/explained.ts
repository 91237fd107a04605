/** What the network or a service's door says, in words by which the operator knows which service, where, and what to look at. */
import { Outage } from '../ports/outage.ts';
import { ServiceError } from '../ports/service-error.ts';

export interface ServiceName {
  readonly service: 'PostgreSQL' | 'Redis' | 'S3' | 'SMTP' | 'Splunk';
  /** The variable that names it. */
  readonly variable: string;
  /** Its address; what it holds besides host and port is never repeated. */
  readonly url: string;
}

/** Runs `work`; what the network or the service's door says against it is explained, any other error stays as it is. */
export async function explained<T>(name: ServiceName, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw explain(name, error);
  }
}

const ports = { PostgreSQL: 5432, Redis: 6379, S3: 443, SMTP: 25, Splunk: 8088 } as const;

export function explain(name: ServiceName, error: unknown): unknown {
  const { service, variable } = name;
  const url = URL.canParse(name.url) ? new URL(name.url) : null;
  if (!url) return refusal(name, '', `${variable} is not an address: give one such as ${examples[service]}`, error);
  const place = `${url.hostname}:${url.port || (url.protocol === 'http:' ? 80 : ports[service])}`;
  const code = codeOf(error instanceof Outage ? error.cause : error);
  if (code && unreachable.test(code)) {
    const message = `cannot reach ${service} at ${place} (${code}): is it running? check ${variable}`;
    return new ServiceError('SERVICE_UNREACHABLE', message, { service, place, variable }, error);
  }
  const cure = code && doors[code];
  return cure ? refusal(name, place, `${service} at ${place} ${cure(url)} (${code}): check ${variable}`, error) : error;
}

const refusal = ({ service, variable }: ServiceName, place: string, message: string, cause: unknown): ServiceError =>
  new ServiceError('SERVICE_REFUSED', message, { service, place, variable }, cause);

const examples = {
  PostgreSQL: 'postgres://user@host:5432/name',
  Redis: 'redis://host:6379',
  S3: 'https://s3.example.com',
  SMTP: 'smtp://host:587',
  Splunk: 'https://splunk.example:8088',
} as const;

const unreachable =
  /^(ECONN(REFUSED|RESET|ABORTED)|ENOTFOUND|EAI_AGAIN|E(HOST|NET)UNREACH|ETIMEDOUT|EPIPE|TimeoutError|57P03|CERT_.*|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_.*|ERR_SSL_.*|ERR_TLS_.*)$/;

const user = ({ username }: URL): string => (username ? ` as "${decodeURIComponent(username)}"` : '');
const database = ({ pathname }: URL): string => decodeURIComponent(pathname.slice(1));
const doors: Readonly<Record<string, (url: URL) => string>> = {
  '28P01': (url) => `does not take the password${user(url)}`,
  '28000': (url) => `lets nobody in${user(url)}`,
  '3D000': (url) => `has no database "${database(url)}"`,
  WRONGPASS: (url) => `does not take the password${user(url)}`,
  NOAUTH: () => 'wants a password',
  InvalidAccessKeyId: () => 'does not know the access key',
  SignatureDoesNotMatch: () => 'does not take the secret key',
  AccessDenied: () => 'does not allow it with this key',
  Forbidden: () => 'does not allow it with these keys',
  EAUTH: (url) => `does not take the password${user(url)}`,
};

/** Node's, PostgreSQL's and S3's own codes; Redis begins its messages with them. */
function codeOf(error: unknown): string | undefined {
  const { code, name, message, cause, $metadata } = error as Error & {
    code?: unknown;
    $metadata?: { httpStatusCode?: number };
  };
  if (typeof code === 'string' && code !== '') return code;
  if (name in doors || unreachable.test(name)) return name;
  if ($metadata?.httpStatusCode === 403) return 'Forbidden';
  const first = /^(?:ReplyError: )?([A-Z]{5,})\b/.exec(message ?? '')?.[1];
  if (first && first in doors) return first;
  if (/timeout|timed out/i.test(message ?? '')) return 'ETIMEDOUT';
  return cause === undefined ? undefined : codeOf(cause);
}
