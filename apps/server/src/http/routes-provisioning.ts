/** Whether a directory keeps the members, for owners. */
import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox';
import { CreatedDirectoryToken, ProvisioningInfo, ProvisioningRules } from '@sprintforge/protocol';
import type { House } from '../services/house.ts';
import * as provisioning from '../services/provisioning/settings.ts';

const tags = ['organisation'];

export const provisioningRoutes =
  (house: House): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.get('/organisation/provisioning', {
      schema: { summary: 'Members by a directory (SCIM 2.0)', tags, response: { 200: ProvisioningInfo } },
      handler: (request) => provisioning.provisioningInfo(house, request.caller),
    });
    app.put('/organisation/provisioning', {
      schema: {
        summary: "What the directory's groups are here, and what everybody else is",
        tags,
        body: ProvisioningRules,
        response: { 200: ProvisioningInfo },
      },
      handler: (request) => provisioning.setProvisioningRules(house, request.caller, request.body),
    });
    app.post('/organisation/provisioning/token', {
      schema: {
        summary: 'A token for the directory, shown this once; the one before ends',
        tags,
        response: { 201: CreatedDirectoryToken },
      },
      handler: async (request, reply) =>
        reply.status(201).send(await provisioning.renewDirectoryToken(house, request.caller)),
    });
    app.delete('/organisation/provisioning/token', {
      schema: { summary: 'Let no directory in any more; members stay', tags, response: { 204: Type.Null() } },
      handler: async (request, reply) => {
        await provisioning.endProvisioning(house, request.caller);
        return reply.status(204).send(null);
      },
    });
  };
