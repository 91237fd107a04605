/** Identity providers of the organisation, for its owners. */
import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox';
import {
  IdentityProvider,
  IdentityProviderList,
  IdentityProviderPatch,
  NewIdentityProvider,
} from '@sprintforge/protocol';
import type { House } from '../services/house.ts';
import * as providers from '../services/sign-on/providers.ts';

const tags = ['organisation'];
const params = Type.Object({ id: Type.String() });

export const identityProviderRoutes =
  (house: House): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.get('/organisation/identity-providers', {
      schema: { summary: 'Where members can sign in', tags, response: { 200: IdentityProviderList } },
      handler: (request) => providers.listProviders(house, request.caller),
    });
    app.post('/organisation/identity-providers', {
      schema: {
        summary: 'Set up an identity provider (OpenID Connect or SAML 2.0); it is asked before it is kept',
        tags,
        body: NewIdentityProvider,
        response: { 201: IdentityProvider },
      },
      handler: async (request, reply) =>
        reply.status(201).send(await providers.addProvider(house, request.caller, request.body)),
    });
    app.patch('/organisation/identity-providers/:id', {
      schema: {
        summary: 'Change an identity provider; `oidc` or `saml` are given whole',
        tags,
        params,
        body: IdentityProviderPatch,
        response: { 200: IdentityProvider },
      },
      handler: (request) => providers.changeProvider(house, request.caller, request.params.id, request.body),
    });
    app.delete('/organisation/identity-providers/:id', {
      schema: { summary: 'Remove an identity provider', tags, params, response: { 204: Type.Null() } },
      handler: async (request, reply) => {
        await providers.removeProvider(house, request.caller, request.params.id);
        return reply.status(204).send(null);
      },
    });
  };
