/** The Excel add-in: its manifests for this server, and its page, the only one that may load Microsoft's library. */
import fs from 'node:fs';
import path from 'node:path';
import type { FastifyInstance } from 'fastify';
import { type Policy, sendPage } from '../web-page.ts';
import { addInFacts } from './add-in-facts.ts';
import { manifestJson } from './manifest-json.ts';
import { manifestXml } from './manifest-xml.ts';

export interface AddInOptions {
  /** Folder of the built web application; null: none was built, and there is no add-in. */
  readonly web: string | null;
  readonly publicUrl: () => string;
  /** Path that people reach the server under, with slashes at both ends. */
  readonly prefix: () => string;
}

/** Where Office in the browser shows task panes; on the desktop nothing frames them. */
const FRAMES = [
  'https://*.officeapps.live.com',
  'https://*.office.com',
  'https://*.office365.com',
  'https://*.microsoft365.com',
  'https://*.cloud.microsoft',
  'https://*.sharepoint.com',
  'https://onedrive.live.com',
];
const LIBRARY = 'https://appsforoffice.microsoft.com';

export async function installAddIn(app: FastifyInstance, { web, publicUrl, prefix }: AddInOptions): Promise<void> {
  const page = web === null ? '' : path.join(web, 'add-in.html');
  if (web === null || !fs.existsSync(page)) return;
  const hidden = { schema: { hide: true } } as const;
  app.get('/addin/manifest.xml', hidden, (_request, reply) =>
    reply.type('application/xml; charset=utf-8').send(manifestXml(addInFacts(publicUrl()))),
  );
  app.get('/addin/manifest.json', hidden, (_request, reply) =>
    reply.type('application/json; charset=utf-8').send(manifestJson(addInFacts(publicUrl()))),
  );
  // Office in the browser shows them on pages of its own
  app.get<{ Params: { icon: string } }>('/addin/:icon(^icon-\\d+\\.png$)', hidden, async (request, reply) => {
    const file = path.join(web, 'addin', request.params.icon);
    if (!fs.existsSync(file)) return reply.callNotFound();
    const bytes = await fs.promises.readFile(file);
    return reply
      .header('cross-origin-resource-policy', 'cross-origin')
      .header('cache-control', 'public, max-age=86400')
      .type('image/png')
      .send(bytes);
  });
  app.get('/addin/taskpane.html', hidden, (_request, reply) =>
    sendPage(reply.removeHeader('x-frame-options').header('cross-origin-opener-policy', 'unsafe-none'), {
      file: page,
      prefix: prefix(),
      policy,
    }),
  );
}

const policy: Policy = {
  'script-src': `'self' ${LIBRARY}`,
  'img-src': "'self' data:",
  'connect-src': `'self' ${LIBRARY}`,
  'frame-src': LIBRARY,
  'form-action': "'none'",
  'frame-ancestors': `'self' ${FRAMES.join(' ')}`,
};
