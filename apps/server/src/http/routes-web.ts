/** The web application: its built files below `/`, its page at every address of it, under a strict Content-Security-Policy. */
import fs from 'node:fs';
import path from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { sendPage } from './web-page.ts';

export interface WebOptions {
  /** Folder of the build; null: none was built, and `/` is no address. */
  readonly web: string | null;
  /** Path that people reach the server under, with slashes at both ends. */
  readonly prefix: () => string;
}

/** Below these nothing is of the application. */
const below = /^\/(api|dav)(\/|$)/;

export async function installWeb(app: FastifyInstance, { web, prefix }: WebOptions): Promise<void> {
  const file = path.join(web ?? '', 'index.html');
  if (web === null || !fs.existsSync(file)) return;
  await app.register(fastifyStatic, {
    root: web,
    serve: false,
    // names of built files carry their content's hash
    setHeaders: (reply, file) => {
      const built = file.startsWith(path.join(web, 'assets') + path.sep);
      reply.header('cache-control', built ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  app.get('/', { schema: { hide: true } }, (_request, reply) => sendPage(reply, { file, prefix: prefix() }));
  app.get('/*', { schema: { hide: true } }, (request, reply) => {
    const address = request.url.split('?')[0] ?? '';
    if (below.test(address)) return reply.callNotFound();
    return isPage(request, address) ? sendPage(reply, { file, prefix: prefix() }) : reply.sendFile(address.slice(1));
  });
}

const isPage = (request: FastifyRequest, address: string): boolean =>
  !path.extname(address) && (request.headers.accept ?? '').includes('text/html');
