import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox';
import { CreatedSyncToken, CreatedToken, NewSyncToken, NewToken, TokenList, WhoAmI } from '@sprintforge/protocol';
import type { House } from '../services/house.ts';
import { createSyncToken, revokeSyncToken } from '../services/sync-tokens.ts';
import { createToken, listTokens, revokeToken } from '../services/tokens.ts';

const tags = ['account'];

export const accountRoutes =
  (house: House): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.get(
      '/whoami',
      { schema: { summary: 'Whose token this is', tags, response: { 200: WhoAmI } } },
      async (request) => {
        const { user, tenant, tenantName, scope } = request.caller;
        const { id: user_id, ...person } = user;
        return { user_id, ...person, tenant: { id: tenant, name: tenantName }, scope };
      },
    );
    app.get('/tokens', { schema: { summary: 'My tokens', tags, response: { 200: TokenList } } }, (request) =>
      listTokens(house, request.caller),
    );
    app.post('/tokens', {
      schema: {
        summary: 'A new token; its text is shown this once',
        tags,
        body: NewToken,
        response: { 201: CreatedToken },
      },
      handler: async (request, reply) => reply.status(201).send(await createToken(house, request.caller, request.body)),
    });
    app.post('/projects/:id/sync-tokens', {
      schema: {
        summary: 'A sync token for this project and one hour; its text is shown this once',
        tags,
        params: Type.Object({ id: Type.String() }),
        body: NewSyncToken,
        response: { 201: CreatedSyncToken },
      },
      handler: async (request, reply) =>
        reply.status(201).send(await createSyncToken(house, request.caller, request.params.id, request.body)),
    });
    app.delete('/projects/:id/sync-tokens/:jti', {
      schema: {
        summary: 'Revoke a sync token',
        tags,
        params: Type.Object({ id: Type.String(), jti: Type.String() }),
        response: { 204: Type.Null() },
      },
      handler: async (request, reply) => {
        await revokeSyncToken(house, request.caller, request.params.id, request.params.jti);
        return reply.status(204).send(null);
      },
    });
    app.delete('/tokens/:id', {
      schema: {
        summary: 'Revoke a token',
        tags,
        params: Type.Object({ id: Type.String() }),
        response: { 204: Type.Null() },
      },
      handler: async (request, reply) => {
        await revokeToken(house, request.caller, request.params.id);
        return reply.status(204).send(null);
      },
    });
  };
