/** One's own account: who one is, sessions, password. */
import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox';
import { ChangePassword, EndedSessions, Me, MePatch, SessionList, SignedOut } from '@sprintforge/protocol';
import type { House } from '../services/house.ts';
import { endOtherSessions, endSession, listSessions } from '../services/sessions.ts';
import { changePassword, meOf, renameMe } from '../services/sign-in.ts';
import { signOut } from '../services/sign-on/sign-out.ts';
import { clearSession } from './session-cookie.ts';

const tags = ['account'];
const done = { 204: Type.Null() };
const params = Type.Object({ id: Type.String() });

export const meRoutes =
  (house: House): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.get('/me', { schema: { summary: 'Who I am, where, as what', tags, response: { 200: Me } } }, async (request) =>
      meOf(request.caller),
    );
    app.patch('/me', {
      schema: { summary: 'Change my name', tags, body: MePatch, response: { 200: Me } },
      handler: (request) => renameMe(house, request.caller, request.body.name),
    });
    app.post('/auth/sign-out', {
      schema: {
        summary: 'End this session; says where the browser goes to be signed out at the identity provider too',
        tags,
        response: { 200: SignedOut },
      },
      handler: async (request, reply) => {
        const signedOut = await signOut(house, request.caller);
        clearSession(house, reply);
        return signedOut;
      },
    });
    app.post('/auth/change-password', {
      schema: { summary: 'Change my password; ends all other sessions', tags, body: ChangePassword, response: done },
      handler: async (request, reply) => {
        await changePassword(house, request.caller, request.body);
        return reply.status(204).send(null);
      },
    });
    app.get('/auth/sessions', { schema: { summary: 'My sessions', tags, response: { 200: SessionList } } }, (request) =>
      listSessions(house, request.caller),
    );
    app.delete(
      '/auth/sessions',
      { schema: { summary: 'End all my sessions but this one', tags, response: { 200: EndedSessions } } },
      (request) => endOtherSessions(house, request.caller),
    );
    app.delete('/auth/sessions/:id', {
      schema: { summary: 'End one of my sessions', tags, params, response: done },
      handler: async (request, reply) => {
        await endSession(house, request.caller, request.params.id);
        return reply.status(204).send(null);
      },
    });
  };
