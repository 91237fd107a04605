/**
 * An OpenID provider in a process of its own: `node oidc-server.ts PORT`, by https with two files more, `CERTIFICATE KEY`. Whoever comes
 * is the person that was put at /told, without a form; what else stands there spoils the ID token. Clients: whatever is put at /clients.
 */
import fs from 'node:fs';
import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { type Configuration, Provider } from 'oidc-provider';

interface Told {
  /** Claims of the person who signs in next. */
  person: { sub: string } & Record<string, unknown>;
  /** What is done to ID tokens. */
  spoil?: 'signature' | 'audience' | 'nonce' | 'expired';
  /** The person presses Cancel. */
  deny?: boolean;
}

const [port, certificate, certificateKey] = process.argv.slice(2);
const tls = certificate &&
  certificateKey && { cert: fs.readFileSync(certificate), key: fs.readFileSync(certificateKey) };
const issuer = `${tls ? 'https' : 'http'}://127.0.0.1:${port}`;
const { privateKey } = await generateKeyPair('RS256', { extractable: true });
const key = { ...(await exportJWK(privateKey)), use: 'sig', alg: 'RS256', kid: 'one' };
let told: Told = { person: { sub: 'nobody' } };
const people = new Map<string, Told['person']>();
const clients = new Map<string, Record<string, unknown>>();

const configuration: Configuration = {
  jwks: { keys: [key as never] },
  cookies: { keys: ['only for tests'] },
  features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: true } },
  pkce: { required: () => true },
  claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'], groups: ['groups'] },
  findAccount: (_ctx, accountId) => ({ accountId, claims: async () => people.get(accountId)! }),
  interactions: { url: (_ctx, { uid }) => `/interaction/${uid}` },
  async loadExistingGrant(ctx) {
    const grant = new ctx.oidc.provider.Grant({
      clientId: ctx.oidc.client!.clientId,
      accountId: ctx.oidc.session!.accountId!,
    });
    grant.addOIDCScope('openid email profile groups');
    await grant.save();
    return grant;
  },
};
const provider = new Provider(issuer, configuration);

const Client = provider.Client as unknown as new (known: object) => never; // its constructor has no types
const find = provider.Client.find.bind(provider.Client);
provider.Client.find = async (id: string) => {
  const known = clients.get(id);
  return known ? new Client(known) : find(id);
};

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const piece of request) text += piece;
  return text;
}

async function spoiled(token: string): Promise<string> {
  const [head = '', body = '', signature = ''] = token.split('.');
  const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as Record<string, unknown>;
  if (told.spoil === 'signature')
    return `${head}.${Buffer.from(JSON.stringify({ ...claims, sub: 'ceo' })).toString('base64url')}.${signature}`;
  if (told.spoil === 'audience') claims['aud'] = 'another-client';
  if (told.spoil === 'nonce') claims['nonce'] = 'of another sign-in';
  if (told.spoil === 'expired') claims['exp'] = 1_000_000;
  return new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: 'one' }).sign(privateKey);
}

provider.use(async (ctx, next) => {
  if (ctx.path === '/told') {
    told = JSON.parse(await bodyOf(ctx.req)) as Told;
    people.set(told.person.sub, told.person);
    ctx.status = 204;
  } else if (ctx.path === '/clients') {
    const client = JSON.parse(await bodyOf(ctx.req)) as { client_id: string };
    clients.set(client.client_id, client);
    ctx.status = 204;
  } else if (ctx.path.startsWith('/interaction/')) {
    const result = told.deny ? { error: 'access_denied' } : { login: { accountId: told.person.sub } };
    await provider.interactionFinished(ctx.req, ctx.res, result);
    ctx.respond = false;
  } else {
    await next();
    const body = ctx.body as { id_token?: string } | undefined;
    if (ctx.path === '/token' && body?.id_token && told.spoil) body.id_token = await spoiled(body.id_token);
  }
});
const answer = provider.callback();
(tls ? https.createServer(tls, answer) : http.createServer(answer)).listen(Number(port), '127.0.0.1');
