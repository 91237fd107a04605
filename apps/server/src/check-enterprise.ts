/** What `doctor` says of what an enterprise's configuration asks for: is it reached, does it let us in, and what to do. */
import net from 'node:net';
import type { NewIdentityProvider } from '@sprintforge/protocol';
import { checkClamd } from './adapters/clamd.ts';
import { outgoingHttp } from './adapters/outgoing-http.ts';
import type { ServiceCheck } from './check-services.ts';
import { keyStanding } from './keys-at-hand.ts';
import { mastersOf } from './open-keys.ts';
import type { ServerConfig } from './start-server.ts';

export async function checkEnterprise(config: ServerConfig): Promise<ServiceCheck[]> {
  const { clamd, vault, kms, outside, enterprise, ipAllow } = config;
  return [
    await asked(
      'sealing key',
      () => masterKey(config),
      vault
        ? 'check VAULT_ADDR and VAULT_TOKEN'
        : kms
          ? 'check SPRINTFORGE_KMS_KEY'
          : 'put the key back, or name the former one',
    ),
    ...(config.databaseUrl === undefined
      ? []
      : [await asked('keys of organisations', () => movedKeys(config), 'name it again beside the current one')]),
    ...(clamd
      ? [
          await asked(
            'virus scanner',
            async () => `${await checkClamd(clamd)} at ${clamd.address} finds the test file`,
            `is clamd running at ${clamd.address}? check CLAMD_ADDRESS`,
          ),
        ]
      : []),
    ...(outside?.proxy
      ? [await asked('outgoing proxy', () => proxyAnswers(outside.proxy!), 'check SPRINTFORGE_OUTGOING_PROXY')]
      : []),
    ...(enterprise?.sso
      ? [
          await asked(
            'single sign-on',
            () => provider(config, enterprise.sso!),
            'check SPRINTFORGE_SSO_METADATA or SPRINTFORGE_SSO_DISCOVERY',
          ),
        ]
      : []),
    ...(ipAllow ? [{ name: 'IP allow list', ok: true, detail: allowText(config) }] : []),
    ...(enterprise
      ? [
          {
            name: 'deployment',
            ok: true,
            detail: [enterprise.mode, enterprise.customer, enterprise.region].filter(Boolean).join(', '),
          },
        ]
      : []),
  ];
}

async function asked(name: string, ask: () => Promise<string>, cure: string): Promise<ServiceCheck> {
  try {
    return { name, ok: true, detail: await ask() };
  } catch (error) {
    const { message, code } = error as Error & { code?: string };
    return { name, ok: false, detail: `${message || code}: ${cure}` };
  }
}

async function masterKey(config: ServerConfig): Promise<string> {
  const { masters, place } = mastersOf(config, null);
  const [current] = masters();
  if (!current) return `made at the first start, in ${place}`;
  const probe = new Uint8Array(32).fill(7);
  const back = await current.unwrap(await current.wrap(probe, 'doctor'), 'doctor');
  if (Buffer.compare(back, probe) !== 0) throw new Error(`${current.id} gives back another key than it was given`);
  return `${current.id}, kept in ${place}`;
}

/** How far an exchange of the master key is. Of an embedded database only the running server knows. */
async function movedKeys(config: ServerConfig): Promise<string> {
  const { current, in_use } = await keyStanding(config);
  const lost = in_use.find(({ here }) => !here);
  if (lost) throw new Error(`${lost.id} wraps the keys of ${lost.tenants} organisations, and is not here`);
  const former = in_use.filter(({ id }) => id !== current).map(({ id, tenants }) => `${id} those of ${tenants}`);
  const all = `${current} wraps the keys of ${in_use.find(({ id }) => id === current)?.tenants ?? 0} organisations`;
  return former.length === 0 ? all : `${all}, and still ${former.join(', ')}: \`sprintforge keys move\` moves them`;
}

/** Any answer will do: it is there, and speaks HTTP. */
async function proxyAnswers(proxy: string): Promise<string> {
  const { hostname, port } = new URL(proxy);
  await new Promise<void>((resolve, reject) => {
    const socket = net.connect({ host: hostname, port: Number(port || 80), timeout: 5000 });
    socket
      .once('connect', () => resolve())
      .once('error', reject)
      .once('timeout', () => reject(new Error('no answer')));
    socket.once('connect', () => socket.destroy());
  });
  return `${hostname}:${port || 80} takes connections`;
}

async function provider(
  { outgoingAllowed, outside }: ServerConfig,
  { saml, oidc }: NewIdentityProvider,
): Promise<string> {
  const [url, holds, what] = saml
    ? [saml.metadata_url ?? '', 'EntityDescriptor', 'SAML metadata']
    : [discoveryOf(oidc?.discovery_url ?? ''), '"issuer"', 'OpenID configuration'];
  const outgoing = outgoingHttp({ allowed: outgoingAllowed, ...(outside ? { outside } : {}), timeoutMs: 5000 });
  const { status, body } = await outgoing.call(url, {
    method: 'GET',
    headers: { accept: saml ? 'application/samlmetadata+xml' : 'application/json' },
  });
  if (status !== 200) throw new Error(`${new URL(url).host} answers ${status}`);
  if (!Buffer.from(body).includes(holds)) throw new Error(`${new URL(url).host} gives something that is no ${what}`);
  return `${new URL(url).host} gives its ${what}`;
}

const wellKnown = '/.well-known/openid-configuration';
const discoveryOf = (url: string): string => (url.endsWith(wellKnown) ? url : `${url.replace(/\/+$/, '')}${wellKnown}`);

function allowText({ ipAllow = [], trustedProxies }: ServerConfig): string {
  const proxies = trustedProxies
    ? `, of which ${trustedProxies.join(' ')} are believed as proxies`
    : ', and no proxy is believed about the caller';
  return `${ipAllow.join(' ')}${proxies}`;
}
