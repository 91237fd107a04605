/** Signing in: open to everybody, counted per address. */
import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox';
import {
  AcceptInvitation,
  ForgotPassword,
  LinkAnswer,
  LinkQuestion,
  Me,
  Pair,
  Paired,
  ResetPassword,
  Setup,
  SignIn,
  SignInWays,
} from '@sprintforge/protocol';
import type { FastifyReply } from 'fastify';
import { describeLink } from '../services/account-links.ts';
import type { House } from '../services/house.ts';
import { acceptInvitation } from '../services/members.ts';
import { pair } from '../services/pairing.ts';
import { passkeysHold } from '../services/passkeys/ceremony.ts';
import { setUp, setupLink } from '../services/setup.ts';
import { forgotPassword, resetPassword, type SignedIn, signIn } from '../services/sign-in.ts';
import { takeAttempt } from '../services/sign-in-limits.ts';
import { fromOf, setSession } from './session-cookie.ts';
import { paceSignIn } from './sign-in-pace.ts';

const tags = ['sign-in'];
const callsPerMinute = 60;
/** Nothing here needs a token. */
const security: { [name: string]: string[] }[] = [];

export const signInRoutes =
  (house: House): FastifyPluginAsyncTypebox =>
  async (app) => {
    paceSignIn(app, house, 'sign-in', callsPerMinute);
    const signedIn = (reply: FastifyReply, { session, me }: SignedIn): Me => {
      setSession(house, reply, session);
      return me;
    };

    app.get('/ways', {
      schema: { summary: 'How one can sign in', tags, security, response: { 200: SignInWays } },
      handler: async () => ({
        setup_needed: (await setupLink(house)) !== null,
        password: true,
        mail: house.mailer.configured,
        sign_on: await house.database.lookups.anyProvider(),
        passkey: passkeysHold(house) && (await house.database.lookups.anyPasswordless()),
      }),
    });
    app.post('/sign-in', {
      schema: {
        summary: 'Sign in with a password; sets the cookie of a session',
        tags,
        security,
        body: SignIn,
        response: { 200: Me },
      },
      handler: async (request, reply) => signedIn(reply, await signIn(house, request.body, fromOf(request))),
    });
    app.post('/setup', {
      schema: {
        summary: 'Make the first organisation, with the token of the link that the server printed',
        tags,
        security,
        body: Setup,
        response: { 201: Me },
      },
      handler: async (request, reply) =>
        reply.status(201).send(signedIn(reply, await setUp(house, request.body, fromOf(request)))),
    });
    app.post('/pair', {
      schema: {
        summary: 'A token for one project, for the code that the web application shows',
        tags,
        security,
        body: Pair,
        response: { 200: Paired },
      },
      handler: (request) => pair(house, request.body, fromOf(request)),
    });
    app.post('/link', {
      schema: {
        summary: 'What a link from a mail is for',
        tags,
        security,
        body: LinkQuestion,
        response: { 200: LinkAnswer },
      },
      handler: (request) => describeLink(house, request.body.token),
    });
    app.post('/accept-invitation', {
      schema: { summary: 'Join an organisation', tags, security, body: AcceptInvitation, response: { 201: Me } },
      handler: async (request, reply) =>
        reply.status(201).send(signedIn(reply, await acceptInvitation(house, request.body, fromOf(request)))),
    });
    app.post('/forgot-password', {
      schema: {
        summary: 'Mail a link to a new password; the answer is always the same',
        tags,
        security,
        body: ForgotPassword,
        response: { 202: Type.Null() },
      },
      handler: async (request, reply) => {
        const { email } = request.body;
        await takeAttempt(house, `forgot ${email}`, fromOf(request));
        // nobody waits for it: the time it takes would tell whether there is such an account
        forgotPassword(house, email).catch((error: unknown) => request.log.error({ err: error }, 'mail'));
        return reply.status(202).send(null);
      },
    });
    app.post('/reset-password', {
      schema: {
        summary: 'A new password, with the token of a mailed link',
        tags,
        security,
        body: ResetPassword,
        response: { 204: Type.Null() },
      },
      handler: async (request, reply) => {
        await resetPassword(house, request.body.token, request.body.password, fromOf(request));
        return reply.status(204).send(null);
      },
    });
  };
