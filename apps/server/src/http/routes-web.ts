/** The web application: its built files below `/`, its page at every address of it, under a strict Content-Security-Policy. */
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

export interface WebOptions {
  /** Folder of the build; null: none was built, and `/` is no address. */
  readonly web: string | null;
  /** Path that people reach the server under, with slashes at both ends. */
  readonly prefix: () => string;
}

/** Below these nothing is of the application. */
const below = /^\/(api|dav)(\/|$)/;

export async function installWeb(app: FastifyInstance, { web, prefix }: WebOptions): Promise<void> {
  if (web === null || !fs.existsSync(path.join(web, 'index.html'))) return;
  await app.register(fastifyStatic, {
    root: web,
    serve: false,
    // names of built files carry their content's hash
    setHeaders: (reply, file) => {
      const built = file.startsWith(path.join(web, 'assets') + path.sep);
      reply.header('cache-control', built ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  app.get('/', { schema: { hide: true } }, (_request, reply) => sendPage(reply, web, prefix()));
  app.get('/*', { schema: { hide: true } }, (request, reply) => {
    const address = request.url.split('?')[0] ?? '';
    if (below.test(address)) return reply.callNotFound();
    return isPage(request, address) ? sendPage(reply, web, prefix()) : reply.sendFile(address.slice(1));
  });
}

const isPage = (request: FastifyRequest, address: string): boolean =>
  !path.extname(address) && (request.headers.accept ?? '').includes('text/html');

/** Read each time: a new build under a running server is served whole. */
async function sendPage(reply: FastifyReply, web: string, prefix: string): Promise<FastifyReply> {
  const page = await fs.promises.readFile(path.join(web, 'index.html'), 'utf8');
  const nonce = randomBytes(16).toString('base64');
  const html = page
    .replace('<base href="/" />', `<base href="${prefix}" />`)
    .replace('<meta name="csp-nonce" content="" />', `<meta name="csp-nonce" content="${nonce}" />`);
  return reply
    .header('content-security-policy', policy(nonce))
    .header('cache-control', 'no-store')
    .type('text/html; charset=utf-8')
    .send(html);
}

/** Scripts from here alone, styles from here and those that carry the nonce; nothing from anybody else. */
const policy = (nonce: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
