/** Identity providers of the organisation, and the domains that they may speak for; for its owners. */
import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox';
import {
  DomainList,
  DomainProof,
  IdentityProvider,
  IdentityProviderList,
  IdentityProviderPatch,
  NewIdentityProvider,
  ProveDomain,
} from '@sprintforge/protocol';
import type { House } from '../services/house.ts';
import * as domains from '../services/sign-on/domains.ts';
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
    app.get('/organisation/domains', {
      schema: {
        summary: "Domains of e-mail addresses that are proved to be the organisation's",
        tags,
        response: { 200: DomainList },
      },
      handler: (request) => domains.listDomains(house, request.caller),
    });
    app.post('/organisation/domains', {
      schema: {
        summary: 'Prove a domain: looks for the record in the DNS now, and says what it has to be',
        tags,
        body: ProveDomain,
        response: { 200: DomainProof },
      },
      handler: (request) => domains.proveDomain(house, request.caller, request.body.domain),
    });
    app.delete('/organisation/domains/:domain', {
      schema: {
        summary: 'Give a domain up: providers do not speak for it any more',
        tags,
        params: Type.Object({ domain: Type.String() }),
        response: { 204: Type.Null() },
      },
      handler: async (request, reply) => {
        await domains.removeDomain(house, request.caller, request.params.domain);
        return reply.status(204).send(null);
      },
    });
  };
