import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox';
import { PairingCode, Problem } from '@sprintforge/protocol';
import type { House } from '../services/house.ts';
import { createPairing } from '../services/pairing.ts';

/** Where the code of the Excel add-in is made; it is used up below `/api/auth`. */
export const pairingRoutes =
  (house: House): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.post('/projects/:id/pairing', {
      schema: {
        summary: 'A code that pairs the Excel add-in with the project',
        description: 'Holds ten minutes and once, and ends an earlier one of the same person.',
        tags: ['open'],
        params: Type.Object({ id: Type.String() }),
        response: { 201: PairingCode, '4xx': Problem },
      },
      handler: async (request, reply) =>
        reply
          .status(201)
          .header('cache-control', 'no-store')
          .send(await createPairing(house, request.caller, request.params.id)),
    });
  };
