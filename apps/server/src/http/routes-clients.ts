import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox';
import { officeScript, powerQueryFile, scriptParts } from '../services/client-files.ts';
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

    app.get('/clients/office-script/:projectId', {
      schema: {
        summary: 'The Office Script of this server, as a file for Excel’s Automate tab (.osts)',
        description:
          'It works in workbooks that were downloaded with connected=sync, and holds no secret itself. part=changes and part=apply are the pair for Power Automate, where scripts cannot call servers: one tells the call that the flow makes, the other carries out its answer.',
        tags,
        params,
        querystring: Type.Object({ part: Type.Enum([...scriptParts], { default: 'sync' }) }),
      },
      handler: async (request, reply) => {
        const { name, text } = await officeScript(house, request.caller, request.params.projectId, request.query.part);
        return reply
          .header('content-type', 'application/json; charset=utf-8')
          .header('content-disposition', `attachment; filename="${name}.osts"`)
          .send(text);
      },
    });
  };
