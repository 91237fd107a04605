import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox';
import { DavLinkList, NewDavLink, Problem } from '@sprintforge/protocol';
import { createFolderLink, createPlanLink, endLink, listLinks } from '../services/dav-links.ts';
import type { House } from '../services/house.ts';

const tags = ['open'];

/** Links that programs open plans through (see `dav/`). */
export const openRoutes =
  (house: House): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.post('/projects/:id/open', {
      schema: {
        summary: 'A link that opens the plan in Excel, where saving is the sync',
        description:
          'The address is a secret of the caller: whoever has it acts as that person on this plan. Each opening is its own: it is served exactly what it stored, until it is closed; what others changed is there at the next opening.',
        tags,
        params: Type.Object({ id: Type.String() }),
        response: { 201: NewDavLink, '4xx': Problem },
      },
      handler: async (request, reply) =>
        reply.status(201).send(await createPlanLink(house, request.caller, request.params.id)),
    });
    app.post('/dav/links', {
      schema: {
        summary: 'A link to the folder of all plans, to be mounted as a drive',
        tags,
        response: { 201: NewDavLink, '4xx': Problem },
      },
      handler: async (request, reply) => reply.status(201).send(await createFolderLink(house, request.caller)),
    });
    app.get('/dav/links', { schema: { summary: 'My links', tags, response: { 200: DavLinkList } } }, (request) =>
      listLinks(house, request.caller),
    );
    app.delete('/dav/links/:id', {
      schema: {
        summary: 'End a link: it opens and stores nothing any more',
        tags,
        params: Type.Object({ id: Type.String() }),
        response: { 204: Type.Null(), '4xx': Problem },
      },
      handler: async (request, reply) => {
        await endLink(house, request.caller, request.params.id);
        return reply.status(204).send(null);
      },
    });
  };
