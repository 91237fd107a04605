import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox';
import { HybridAnswer, HybridLink, HybridRequest, NewHybridLink } from '@sprintforge/protocol';
import type { House } from '../services/house.ts';
import { hybridSync } from '../services/hybrid/hybrid-sync.ts';
import { linkProject, readLink, unlinkProject } from '../services/hybrid/links.ts';

const tags = ['personal data'];
const params = Type.Object({ id: Type.String() });

export const hybridRoutes =
  (house: House, limits: { readonly uploadBytes: number }): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.post('/hybrid/sync', {
      bodyLimit: limits.uploadBytes,
      schema: {
        summary: 'Exchange a plan with its cloud now; of a cloud: take what its home sends',
        description:
          'Without a cloud for the project the answer is local_only, and nothing is sent anywhere. Changes (data of format changes/1) are taken on the revision that they name, once for an Idempotency-Key.',
        tags,
        headers: Type.Object({ 'idempotency-key': Type.Optional(Type.String({ maxLength: 200 })) }),
        body: HybridRequest,
        response: { 200: HybridAnswer },
      },
      handler: (request) => hybridSync(house, request.caller, request.body, request.headers['idempotency-key'] ?? null),
    });
    app.get('/projects/:id/hybrid', {
      schema: {
        summary: 'Whether a project goes to a cloud, and how that stands',
        tags,
        params,
        response: { 200: HybridLink },
      },
      handler: (request) => readLink(house, request.caller, request.params.id),
    });
    app.put('/projects/:id/hybrid', {
      schema: {
        summary: 'Let a project go to the cloud, without its personal data unless sync_sensitive_data is true',
        tags,
        params,
        body: NewHybridLink,
        response: { 200: HybridLink },
      },
      handler: (request) => linkProject(house, request.caller, request.params.id, request.body),
    });
    app.delete('/projects/:id/hybrid', {
      schema: {
        summary: 'Let it go there no more; the cloud keeps what it has',
        tags,
        params,
        response: { 204: Type.Null() },
      },
      handler: async (request, reply) => {
        await unlinkProject(house, request.caller, request.params.id);
        return reply.status(204).send(null);
      },
    });
  };
