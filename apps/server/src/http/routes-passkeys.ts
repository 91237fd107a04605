/** Passkeys: one's own, in place of a code, and in place of a password. */
import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox';
import {
  AddedPasskey,
  BeginPasskey,
  Me,
  NewPasskey,
  Passkey,
  PasskeyList,
  PasskeyOptions,
  PasskeyProof,
  RemovePasskey,
  RenamePasskey,
} from '@sprintforge/protocol';
import type { House } from '../services/house.ts';
import * as entrance from '../services/passkeys/entrance.ts';
import * as mine from '../services/passkeys/mine.ts';
import { fromOf, setSession } from './session-cookie.ts';
import { paceSignIn } from './sign-in-pace.ts';

const params = Type.Object({ id: Type.String() });
const options = { 200: PasskeyOptions };

/** Of whoever is signed in. */
export const passkeyRoutes =
  (house: House): FastifyPluginAsyncTypebox =>
  async (app) => {
    const tags = ['account'];
    app.get('/auth/passkeys', {
      schema: { summary: 'My passkeys', tags, response: { 200: PasskeyList } },
      handler: (request) => mine.listPasskeys(house, request.caller),
    });
    app.post('/auth/passkeys/options', {
      schema: { summary: 'Begin to add a passkey, with the password', tags, body: BeginPasskey, response: options },
      handler: (request) => mine.beginPasskey(house, request.caller, request.body.password),
    });
    app.post('/auth/passkeys', {
      schema: {
        summary: 'Keep the passkey that the browser has made; with the first second factor come recovery codes',
        tags,
        body: NewPasskey,
        response: { 201: AddedPasskey },
      },
      handler: async (request, reply) =>
        reply.status(201).send(await mine.addPasskey(house, request.caller, request.body)),
    });
    app.patch('/auth/passkeys/:id', {
      schema: { summary: 'Rename a passkey of mine', tags, params, body: RenamePasskey, response: { 200: Passkey } },
      handler: (request) => mine.renamePasskey(house, request.caller, request.params.id, request.body.name),
    });
    app.post('/auth/passkeys/:id/remove', {
      schema: {
        summary: 'Remove a passkey, with the password',
        tags,
        params,
        body: RemovePasskey,
        response: { 204: Type.Null() },
      },
      handler: async (request, reply) => {
        await mine.removePasskey(house, request.caller, request.params.id, request.body.password);
        return reply.status(204).send(null);
      },
    });
    app.post('/auth/second-factor/passkey/options', {
      schema: { summary: 'Ask for one of my passkeys', tags, response: options },
      handler: (request) => entrance.beginPasskeyProof(house, request.caller),
    });
    app.post('/auth/second-factor/passkey', {
      schema: {
        summary: 'Give a passkey in place of the code that this session lacks',
        tags,
        body: PasskeyProof,
        response: { 200: Me },
      },
      handler: (request) => entrance.givePasskey(house, request.caller, request.body.answer),
    });
  };

/** Of whoever is not signed in yet. */
export const passkeySignInRoutes =
  (house: House): FastifyPluginAsyncTypebox =>
  async (app) => {
    const [tags, security] = [['sign-in'], [] as { [name: string]: string[] }[]];
    paceSignIn(app, house, 'passkey', 60);
    app.post('/options', {
      schema: { summary: 'Ask for whichever passkey the device has for us', tags, security, response: options },
      handler: () => entrance.beginPasskeySignIn(house),
    });
    app.post('', {
      schema: {
        summary: 'Sign in with a passkey alone, where the organisation allows it; sets the cookie of a session',
        tags,
        security,
        body: PasskeyProof,
        response: { 200: Me },
      },
      handler: async (request, reply) => {
        const { session, me } = await entrance.passkeySignIn(house, request.body.answer, fromOf(request));
        setSession(house, reply, session);
        return me;
      },
    });
  };
