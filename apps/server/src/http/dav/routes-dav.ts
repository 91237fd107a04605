/** WebDAV class 2 under /dav/<token>/ (RFC 4918): Ctrl+S is the sync. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { currentView, type OpenedLink, openLink } from '../../services/dav-links.ts';
import { freshen, storePlan } from '../../services/dav-plan.ts';
import { type House, storeBlob } from '../../services/house.ts';
import { Refusal } from '../../services/refusal.ts';
import type { DavAnswer } from './answer.ts';
import { type DavContent, davMethods, handleDav } from './handle.ts';
import { type DavRequest, davAddresses, splitAddress } from './request.ts';

/** Programs ask a lot: a dozen requests for one opening. */
const requestsPerMinute = 1200;
const ALL_METHODS = davMethods.join(', ');
/** What Office looks for before it opens anything for editing. */
const GREETING = { dav: '1, 2', 'ms-author-via': 'DAV', allow: ALL_METHODS, 'cache-control': 'no-cache' } as const;
/** `used_at` need not be truer than this. */
const usedMs = 60_000;

export interface DavOptions {
  readonly house: House;
  readonly uploadBytes: number;
}

/** No compression and no content policy stands between a program and its file. */
export async function installDav(app: FastifyInstance, options: DavOptions): Promise<void> {
  for (const method of davMethods)
    if (!app.supportedMethods.includes(method)) app.addHttpMethod(method, { hasBody: true });
  await app.register(async (dav) => {
    dav.removeAllContentTypeParsers();
    dav.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: options.uploadBytes }, (_request, body, done) =>
      done(null, body),
    );
    const plain = { helmet: false, compress: false } as const;
    const route = { ...plain, method: davMethods.filter((method) => method !== 'HEAD') as [string, ...string[]] };
    const schema = { hide: true };
    const handler = (request: FastifyRequest, reply: FastifyReply) => answer(options, request, reply);
    for (const url of ['/dav', '/dav/*'])
      dav.route({ ...route, url, schema, handler, exposeHeadRoute: true, bodyLimit: options.uploadBytes });
  });
}

async function answer({ house }: DavOptions, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  reply.headers(GREETING);
  const where = splitAddress(request.raw.url ?? '');
  if (request.raw.url?.includes('#')) return reply.status(400).send();
  // asked before anything is opened, also of the folders above
  if (request.method === 'OPTIONS') return reply.status(200).header('content-length', '0').send();
  const opened = where && (await openLink(house, where.token, from(request)));
  if (!where || !opened) return reply.status(404).send();
  await limit(house, opened);
  // of a link that was not used for long only storing is left: nothing that somebody typed is lost
  if (opened.idle && request.method !== 'PUT') return reply.status(404).send();
  const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  const asked = davRequest(house, request, where, body);
  if (guardsPlan(opened, asked)) return reply.status(403).send();
  if (asked.method !== 'PUT') await freshen(house, opened, asked.path);
  const content = asked.method === 'PUT' ? await kept(house, opened, body) : undefined;
  const result = await act(house, opened, asked, content);
  if (result.stored) await store(house, opened, asked, content, result, body);
  return send(house, opened, reply, result);
}

const from = (request: FastifyRequest) => ({
  ip: request.ip,
  userAgent: request.headers['user-agent']?.slice(0, 500) ?? null,
});

async function limit(house: House, { link }: OpenedLink): Promise<void> {
  const { count, endsInMs } = await house.rates.hit(`dav:${link.id}`, 60_000);
  if (count <= requestsPerMinute) return;
  throw new Refusal('RATE_LIMITED', `at most ${requestsPerMinute} requests a minute`, {
    retry_after: Math.ceil(endsInMs / 1000),
  });
}

function davRequest(
  house: House,
  request: FastifyRequest,
  { token, path, slash }: NonNullable<ReturnType<typeof splitAddress>>,
  body: Buffer,
): DavRequest {
  const prefix = new URL(house.publicUrl).pathname.replace(/\/+$/, '');
  const headers = Object.entries(request.headers).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.join(', ') : value,
  ]);
  return {
    method: request.method,
    path,
    slash,
    headers: Object.fromEntries(headers),
    xml: request.method === 'PUT' ? '' : body.toString('utf8'),
    now: house.system.now(),
    lockToken: () => `urn:uuid:${house.system.uuid()}`,
    ...davAddresses(token, prefix),
  };
}

/** A plan in a folder is not deleted or renamed by deleting or renaming its file. */
function guardsPlan({ link }: OpenedLink, { method, path }: DavRequest): boolean {
  if (link.projectId !== null) return false;
  return (method === 'DELETE' || method === 'MOVE') && link.view.plans.has(path);
}

async function kept(house: House, { caller }: OpenedLink, body: Buffer): Promise<DavContent> {
  const sha256 = await house.database.unit(caller.tenant, (unit) => storeBlob(house, unit, caller.tenant, body, 'dav'));
  return { sha256, size: body.byteLength };
}

/** The request on the view as it is now; a plan that is stored is merged before the view changes. */
function act(house: House, { caller, link }: OpenedLink, asked: DavRequest, content?: DavContent): Promise<DavAnswer> {
  return house.database.unit(caller.tenant, async (unit) => {
    const held = await unit.davLinks.lock(link.id);
    if (!held) return { status: 404 };
    const view = await currentView(unit, held, asked.now);
    const result = handleDav(view, asked, content);
    const isUsed = Date.parse(asked.now) - Date.parse(held.usedAt) > usedMs;
    const changed = result.view && !result.stored ? { view: result.view } : {};
    if (isUsed || changed.view) await unit.davLinks.update(held, { usedAt: asked.now, ...changed });
    return result;
  });
}

async function store(
  house: House,
  opened: OpenedLink,
  asked: DavRequest,
  content: DavContent | undefined,
  { stored }: DavAnswer,
  body: Buffer,
): Promise<void> {
  if (!stored) return;
  const bytes = content ? body : await house.blobs.get(opened.caller.tenant, stored.file.sha256);
  const after: Parameters<typeof storePlan>[2]['after'] = (view) => handleDav(view, asked, content).view;
  await storePlan(house, opened, { path: stored.path, bytes, sha256: stored.file.sha256, after });
}

async function send(
  house: House,
  { caller }: OpenedLink,
  reply: FastifyReply,
  { status, headers, body, file }: DavAnswer,
): Promise<FastifyReply> {
  reply.status(status).headers(headers ?? {});
  if (file) return reply.send(Buffer.from(await house.blobs.get(caller.tenant, file.sha256)));
  if (body === undefined && status !== 204 && status !== 304) reply.header('content-length', '0');
  return body === undefined ? reply.send() : reply.send(body);
}
