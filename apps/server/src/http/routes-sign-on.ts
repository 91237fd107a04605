/**
 * Signing in at an identity provider. Two calls of ours begin it; the rest are pages that a browser comes to from the provider,
 * so what goes wrong there is shown by the sign-in page and not as a document.
 */
import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox';
import { BeginSignOn, BegunSignOn, SignOnOffer, SignOnQuestion } from '@sprintforge/protocol';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import type { House } from '../services/house.ts';
import { Refusal } from '../services/refusal.ts';
import * as attempts from '../services/sign-on/attempts.ts';
import { ourMetadata } from '../services/sign-on/providers.ts';
import { noteRefused } from './refused-calls.ts';
import { fromOf, setSession } from './session-cookie.ts';
import { paceSignIn } from './sign-in-pace.ts';
import { clearSignOn, setSignOn, signOnSecret } from './sign-on-cookie.ts';

const tags = ['sign-in'];
/** Four for each person, and at nine a whole office comes from one address. */
const callsPerMinute = 600;

export const signOnRoutes =
  (house: House): FastifyPluginAsyncTypebox =>
  async (app) => {
    paceSignIn(app, house, 'sign-on', callsPerMinute);
    app.post('/offer', {
      schema: {
        summary: 'Identity providers for an e-mail address, by its domain',
        tags,
        body: SignOnQuestion,
        response: { 200: SignOnOffer },
      },
      handler: (request) => attempts.offerSignOn(house, request.body.email),
    });
    app.post('', {
      schema: {
        summary: 'Begin to sign in at an identity provider: says where the browser goes',
        tags,
        body: BeginSignOn,
        response: { 200: BegunSignOn },
      },
      handler: async (request, reply) => {
        const { url, browser } = await attempts.beginSignOn(house, request.body);
        setSignOn(house, reply, browser);
        return { url };
      },
    });
    await app.register(returningPages(house), { prefix: '/:provider' });
  };

const params = Type.Object({ provider: Type.String() });
const attemptParams = Type.Object({ ...params.properties, attempt: Type.String() });
/** A signed answer with many groups is large; more than this is none. */
const mostForm = 512 * 1024;

const returningPages =
  (house: House): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.setErrorHandler((error: FastifyError, request, reply) => showProblem(house, error, request, reply));
    const form = { parseAs: 'string', bodyLimit: mostForm } as const;
    app.addContentTypeParser('application/x-www-form-urlencoded', form, (_request, body, done) =>
      done(null, Object.fromEntries(new URLSearchParams(String(body)))),
    );
    const finish = async (request: FastifyRequest, reply: FastifyReply, provider: string, attempt: string) => {
      const secret = signOnSecret(house, request);
      const { session, to } = await attempts.finishSignOn(house, provider, attempt, secret, fromOf(request));
      clearSignOn(house, reply);
      setSession(house, reply, session);
      // the application learns by it that its cookie is there, which it cannot see
      const next = to === '' ? '' : `?next=${encodeURIComponent(to)}`;
      return reply.redirect(`${house.publicUrl}/sign-in${next}#signed-in`, 303);
    };

    // OpenID Connect: the browser itself brings the answer
    app.get('/answer', {
      schema: { hide: true, params, querystring: Type.Record(Type.String(), Type.String()) },
      handler: async (request, reply) => {
        const { provider } = request.params;
        await attempts.checkBrowser(house, provider, request.query['state'] ?? '', signOnSecret(house, request));
        const attempt = await attempts.answerSignOn(house, provider, request.query, fromOf(request));
        return finish(request, reply, provider, attempt);
      },
    });
    // SAML: the provider's page posts the answer, and to that browsers add no cookie; it comes with the next step
    app.post('/answer', {
      schema: { hide: true, params, body: Type.Record(Type.String(), Type.String()) },
      bodyLimit: mostForm,
      handler: async (request, reply) => {
        const { provider } = request.params;
        const attempt = await attempts.answerSignOn(house, provider, request.body, fromOf(request));
        return reply.redirect(`${house.publicUrl}/api/auth/sign-on/${provider}/finish/${attempt}`, 303);
      },
    });
    app.get('/finish/:attempt', {
      schema: { hide: true, params: attemptParams },
      handler: (request, reply) => finish(request, reply, request.params.provider, request.params.attempt),
    });
    app.get('/metadata', {
      schema: { hide: true, params },
      handler: async (request, reply) => {
        const { tenant, provider } = await attempts.providerInUse(house, request.params.provider);
        return reply.type('application/samlmetadata+xml').send(await ourMetadata(house, tenant, provider));
      },
    });
    app.route({
      method: ['GET', 'POST'],
      url: '/signed-out',
      schema: { hide: true, params },
      handler: (_request, reply) => reply.redirect(`${house.publicUrl}/sign-in`, 303),
    });
  };

/** In the log as always; people come to the sign-in page, programs get the document. */
function showProblem(house: House, error: FastifyError, request: FastifyRequest, reply: FastifyReply) {
  if (!(error instanceof Refusal) || !(request.headers.accept ?? '').includes('text/html')) throw error;
  noteRefused(house.refusals, request, error.problem, error.concerned);
  return reply.redirect(`${house.publicUrl}/sign-in#problem=${error.code}`, 303);
}
