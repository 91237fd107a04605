import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox';
import { ErasedPerson } from '@sprintforge/protocol';
import type { House } from '../services/house.ts';
import { erasePerson } from '../services/privacy/erasure.ts';
import { exportPerson } from '../services/privacy/person-export.ts';

const tags = ['personal data'];
const params = Type.Object({ person: Type.String({ description: 'Id or e-mail address', maxLength: 400 }) });
const zip = { description: 'A zip', content: { 'application/zip': { schema: Type.Unknown() } } };

export const peopleRoutes =
  (house: House): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.get('/organisation/people/:person/export', {
      schema: {
        summary: 'Everything about one person, as JSON and CSV in a zip; owners, and everybody for themselves',
        tags,
        params,
        response: { 200: zip },
      },
      handler: async (request, reply) => {
        const bytes = await exportPerson(house, request.caller, request.params.person);
        return reply
          .type('application/zip')
          .header('content-disposition', 'attachment; filename="person.zip"')
          .header('cache-control', 'private, no-store')
          .send(Buffer.from(bytes) as never);
      },
    });
    app.delete('/organisation/people/:person', {
      schema: {
        summary: 'Erase a person; asks for a confirmation first (409 with the token)',
        tags,
        params,
        querystring: Type.Object({ confirm: Type.Optional(Type.String({ maxLength: 200 })) }),
        response: { 200: ErasedPerson },
      },
      handler: (request) => erasePerson(house, request.caller, request.params.person, request.query.confirm),
    });
  };
