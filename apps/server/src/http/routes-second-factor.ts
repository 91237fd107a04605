/** The second factor: one's own, and what the organisation asks for. */
import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox';
import { FactorCode, FactorPolicyPatch, Me, NewFactor, RecoveryCodes, SecondFactorState } from '@sprintforge/protocol';
import type { House } from '../services/house.ts';
import * as factors from '../services/second-factor.ts';

const tags = ['account'];
const done = { 204: Type.Null() };
const params = Type.Object({ id: Type.String() });

export const secondFactorRoutes =
  (house: House): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.get('/auth/second-factor', {
      schema: { summary: 'My second factor, and what is asked for', tags, response: { 200: SecondFactorState } },
      handler: (request) => factors.secondFactorState(house, request.caller),
    });
    app.post('/auth/second-factor', {
      schema: { summary: 'Give the code that this session lacks', tags, body: FactorCode, response: { 200: Me } },
      handler: (request) => factors.giveFactor(house, request.caller, request.body),
    });
    app.post('/auth/second-factor/totp', {
      schema: { summary: 'Begin to set up an authenticator app', tags, response: { 201: NewFactor } },
      handler: async (request, reply) => reply.status(201).send(await factors.beginFactor(house, request.caller)),
    });
    app.post('/auth/second-factor/totp/confirm', {
      schema: {
        summary: 'The first code of the app; answers the recovery codes, this once. All other sessions end',
        tags,
        body: FactorCode,
        response: { 200: RecoveryCodes },
      },
      handler: (request) => factors.confirmFactor(house, request.caller, request.body),
    });
    app.post('/auth/second-factor/remove', {
      schema: { summary: 'Remove my second factor, by a code of it', tags, body: FactorCode, response: done },
      handler: async (request, reply) => {
        await factors.removeFactor(house, request.caller, request.body);
        return reply.status(204).send(null);
      },
    });
    app.put('/organisation/second-factor', {
      schema: {
        summary:
          'Whether passwords need a second factor (off, optional, required), and whether a passkey alone signs in',
        tags: ['organisation'],
        body: FactorPolicyPatch,
        response: done,
      },
      handler: async (request, reply) => {
        await factors.setFactorRules(house, request.caller, request.body);
        return reply.status(204).send(null);
      },
    });
    app.delete('/organisation/members/:id/second-factor', {
      schema: {
        summary: 'Take away the second factor that a member has lost; their sessions end',
        tags: ['organisation'],
        params,
        response: done,
      },
      handler: async (request, reply) => {
        await factors.resetFactor(house, request.caller, request.params.id);
        return reply.status(204).send(null);
      },
    });
  };
