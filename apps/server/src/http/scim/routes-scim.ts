/** SCIM 2.0 (RFC 7643, 7644) below /scim/v2: what a company's directory tells of people and groups. */
import type { FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import type { House } from '../../services/house.ts';
import * as groups from '../../services/provisioning/groups.ts';
import type { PatchOperation, Resource } from '../../services/provisioning/patch.ts';
import { authenticateDirectory, type Directory } from '../../services/provisioning/settings.ts';
import * as users from '../../services/provisioning/users.ts';
import { Refusal } from '../../services/refusal.ts';
import { fromOf } from '../session-cookie.ts';
import { refuseUnkeepable } from '../unkeepable.ts';
import { answerFault, listAnswer, scimType } from './answers.ts';
import { sliceOf } from './query.ts';
import { resourceTypes, schemas, serviceProviderConfig } from './schemas.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set before every handler below /scim/v2. */
    directory: Directory;
  }
}

/** Of one organisation; a directory that is set up sends many at once. */
const callsPerMinute = 1200;

export const scimRoutes =
  (house: House): FastifyPluginAsync =>
  async (app) => {
    app.decorateRequest('directory');
    app.addContentTypeParser(
      ['application/scim+json', 'application/json'],
      { parseAs: 'string' },
      (_request, body, done) => done(null, parsed(String(body))),
    );
    app.setErrorHandler((error, request, reply) => answerFault(house, error, request, reply));
    app.addHook('onRequest', async (request, reply) => {
      reply.header('content-type', scimType).header('cache-control', 'no-store');
      const token = /^Bearer\s+(\S+)\s*$/i.exec(request.headers.authorization ?? '')?.[1] ?? '';
      request.directory = await authenticateDirectory(house, token, fromOf(request));
      const { count, endsInMs } = await house.rates.hit(`scim:${request.directory.tenant}`, 60_000);
      if (count > callsPerMinute)
        throw new Refusal('RATE_LIMITED', 'too many calls', { retry_after: Math.ceil(endsInMs / 1000) });
    });
    app.addHook('preHandler', async ({ params, query, body }) => refuseUnkeepable(params, query, body));
    const said = { schema: { hide: true } };
    app.get('/ServiceProviderConfig', said, async () => serviceProviderConfig);
    app.get('/ResourceTypes', said, async () => listAnswer(resourceTypes, resourceTypes.length, 0));
    app.get('/Schemas', said, async () => listAnswer(schemas, schemas.length, 0));
    resourceRoutes(app, 'Users', {
      list: async (directory, query) => {
        const slice = sliceOf(query, {
          username: 'userName',
          externalid: 'externalId',
          id: 'id',
          'emails.value': 'email',
        });
        const { total, items } = await users.listUsers(house, directory, slice);
        return listAnswer(items.map(users.resourceOf), total, slice.from);
      },
      find: async (directory, id) => users.resourceOf(await users.findUser(house, directory, id)),
      create: async (directory, body) => users.resourceOf(await users.createUser(house, directory, body)),
      replace: async (directory, id, body) => users.resourceOf(await users.replaceUser(house, directory, id, body)),
      patch: async (directory, id, ops) => users.resourceOf(await users.patchUser(house, directory, id, ops)),
      remove: (directory, id) => users.removeUser(house, directory, id),
    });
    resourceRoutes(app, 'Groups', {
      list: async (directory, query) => {
        const slice = sliceOf(query, { displayname: 'displayName', externalid: 'externalId', id: 'id' });
        const { total, items } = await groups.listGroups(house, directory, slice);
        const bare = String(query['excludedAttributes'] ?? '').includes('members');
        const shown = items.map(groups.resourceOf).map(({ members, ...rest }) => (bare ? rest : { ...rest, members }));
        return listAnswer(shown, total, slice.from);
      },
      find: async (directory, id) => groups.resourceOf(await groups.findGroup(house, directory, id)),
      create: async (directory, body) => groups.resourceOf(await groups.createGroup(house, directory, body)),
      replace: async (directory, id, body) => groups.resourceOf(await groups.replaceGroup(house, directory, id, body)),
      patch: async (directory, id, ops) => groups.resourceOf(await groups.patchGroup(house, directory, id, ops)),
      remove: (directory, id) => groups.removeGroup(house, directory, id),
    });
  };

interface Handlers {
  list(directory: Directory, query: Resource): Promise<unknown>;
  find(directory: Directory, id: string): Promise<Resource>;
  create(directory: Directory, body: Resource): Promise<Resource>;
  replace(directory: Directory, id: string, body: Resource): Promise<Resource>;
  patch(directory: Directory, id: string, operations: readonly PatchOperation[]): Promise<Resource>;
  remove(directory: Directory, id: string): Promise<void>;
}

function resourceRoutes(app: FastifyInstance, name: 'Users' | 'Groups', handlers: Handlers): void {
  const hidden = { schema: { hide: true } };
  const idOf = (request: FastifyRequest): string => (request.params as { id: string }).id;
  const one = `/${name}/:id`;
  app.get(`/${name}`, hidden, (request) => handlers.list(request.directory, request.query as Resource));
  app.get(one, hidden, (request) => handlers.find(request.directory, idOf(request)));
  app.post(`/${name}`, hidden, async (request, reply: FastifyReply) => {
    const made = await handlers.create(request.directory, objectIn(request.body));
    return reply.status(201).send(made);
  });
  app.put(one, hidden, (request) => handlers.replace(request.directory, idOf(request), objectIn(request.body)));
  app.patch(one, hidden, (request) => handlers.patch(request.directory, idOf(request), operationsIn(request.body)));
  app.delete(one, hidden, async (request, reply: FastifyReply) => {
    await handlers.remove(request.directory, idOf(request));
    return reply.status(204).send();
  });
}

function objectIn(body: unknown): Resource {
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw new Refusal('BAD_REQUEST', 'the body is a JSON object');
  return body as Resource;
}

const mostOperations = 1000;

function operationsIn(body: unknown): readonly PatchOperation[] {
  const { Operations: list } = objectIn(body) as { readonly Operations?: unknown };
  const fits = (one: unknown): one is PatchOperation => {
    const { op, path } = (one ?? {}) as Resource;
    return typeof op === 'string' && (path === undefined || typeof path === 'string');
  };
  if (!Array.isArray(list) || list.length > mostOperations || !list.every(fits))
    throw new Refusal('BAD_REQUEST', `Operations is a list of at most ${mostOperations} {op, path?, value?}`);
  return list;
}

/** undefined: no JSON, which is refused where an object is needed. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
