import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox';
import { powerQueryFile } from '../services/client-files.ts';
import type { House } from '../services/house.ts';

const tags = ['clients'];
const params = Type.Object({ projectId: Type.String() });

/** What programs beside the browser are set up with (docs/clients/). */
export const clientRoutes =
  (house: House): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.get('/clients/power-query/:projectId', {
      schema: {
        summary: 'The queries of a connected workbook as text (M)',
        description:
          'For workbooks of one’s own: each block is pasted into the Advanced Editor of a blank query. The project and a feed token stand in the cells ProjectId and ApiToken; the file holds no secret.',
        tags,
        params,
      },
      handler: async (request, reply) =>
        reply
          .header('content-type', 'text/plain; charset=utf-8')
          .header('content-disposition', 'attachment; filename="SprintForge.pq"')
          .send(await powerQueryFile(house, request.caller, request.params.projectId)),
    });
  };
