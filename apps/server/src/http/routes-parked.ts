import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox';
import { DecideParked, ParkedList, ParkedUpload, Problem, SyncResult } from '@sprintforge/protocol';
import type { House } from '../services/house.ts';
import { decideParked, discardParked, getParked, listParked } from '../services/parked.ts';

const params = Type.Object({ id: Type.String(), parkedId: Type.String() });
const problems = { '4xx': Problem, '5xx': Problem };

/** Uploads that wait for decisions (rule A9). */
export const parkedRoutes =
  (house: House): FastifyPluginAsyncTypebox =>
  async (app) => {
    const tags = ['parked uploads'];
    app.get('/projects/:id/parked', {
      schema: {
        summary: 'Uploads that wait for decisions, newest first: your own, or as an owner everybody’s',
        tags,
        params: Type.Object({ id: Type.String() }),
        response: { 200: ParkedList, ...problems },
      },
      handler: (request) => listParked(house, request.caller, request.params.id),
    });
    app.get('/projects/:id/parked/:parkedId', {
      schema: {
        summary: 'One of them, with the report of a merge with the project as it is now',
        tags,
        params,
        response: { 200: ParkedUpload, ...problems },
      },
      handler: (request) => getParked(house, request.caller, request.params.id, request.params.parkedId),
    });
    app.post('/projects/:id/parked/:parkedId', {
      schema: {
        summary: 'Decide it: committed once nothing is undecided, until then a 409 with what is',
        tags,
        params,
        body: DecideParked,
        response: { 200: SyncResult, ...problems },
      },
      handler: async (request, reply) => {
        const { id, parkedId } = request.params;
        const result = await decideParked(house, request.caller, id, parkedId, request.body);
        return reply.header('etag', `"${result.version}"`).send(result);
      },
    });
    app.delete('/projects/:id/parked/:parkedId', {
      schema: {
        summary: 'Discard it: nothing of it is written',
        tags,
        params,
        response: { 204: Type.Null(), ...problems },
      },
      handler: async (request, reply) => {
        await discardParked(house, request.caller, request.params.id, request.params.parkedId);
        return reply.status(204).send(null);
      },
    });
  };
