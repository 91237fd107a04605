/** The HTTP application: plug-ins, then routes. Knows no environment and opens nothing by itself. */
import compress from '@fastify/compress';
import cookie from '@fastify/cookie';
import cors, { type FastifyCorsOptions } from '@fastify/cors';
import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import rateLimit from '@fastify/rate-limit';
import fastify, { type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import { installAddIn } from './http/add-in/routes-add-in.ts';
import { identify } from './http/caller.ts';
import { installDav } from './http/dav/routes-dav.ts';
import { installDocumentation } from './http/documentation.ts';
import { checkWhole } from './http/half-session.ts';
import { type Network, networkOptions, refuseForeignAddresses, sayStrictTransport } from './http/network.ts';
import { earlyProblems, installProblems } from './http/problems.ts';
import { accountRoutes } from './http/routes-account.ts';
import { auditRoutes } from './http/routes-audit.ts';
import { clientRoutes } from './http/routes-clients.ts';
import { fieldRoutes } from './http/routes-fields.ts';
import { healthRoutes } from './http/routes-health.ts';
import { historyRoutes } from './http/routes-history.ts';
import { hybridRoutes } from './http/routes-hybrid.ts';
import { identityProviderRoutes } from './http/routes-identity-providers.ts';
import { jobRoutes } from './http/routes-jobs.ts';
import { limitRoutes } from './http/routes-limits.ts';
import { liveRoutes } from './http/routes-live.ts';
import { meRoutes } from './http/routes-me.ts';
import { installMetrics, type MetricsOptions } from './http/routes-metrics.ts';
import { notificationRoutes } from './http/routes-notifications.ts';
import { openRoutes } from './http/routes-open.ts';
import { organisationRoutes } from './http/routes-organisation.ts';
import { pairingRoutes } from './http/routes-pairing.ts';
import { parkedRoutes } from './http/routes-parked.ts';
import { passkeyRoutes, passkeySignInRoutes } from './http/routes-passkeys.ts';
import { peopleRoutes } from './http/routes-people.ts';
import { privacyRoutes } from './http/routes-privacy.ts';
import { projectMemberRoutes } from './http/routes-project-members.ts';
import { projectRoutes } from './http/routes-projects.ts';
import { provisioningRoutes } from './http/routes-provisioning.ts';
import { retentionRoutes } from './http/routes-retention.ts';
import { screenRoutes } from './http/routes-screen.ts';
import { secondFactorRoutes } from './http/routes-second-factor.ts';
import { signInRoutes } from './http/routes-sign-in.ts';
import { signOnRoutes } from './http/routes-sign-on.ts';
import { syncRoutes } from './http/routes-sync.ts';
import { installWeb } from './http/routes-web.ts';
import { webhookRoutes } from './http/routes-webhooks.ts';
import { scimRoutes } from './http/scim/routes-scim.ts';
import { sharedCounts } from './http/shared-counts.ts';
import { checkReach } from './http/token-reach.ts';
import { installTraces } from './http/traces.ts';
import { refuseUnkeepable } from './http/unkeepable.ts';
import { validation } from './http/validation.ts';
import { callsTogether, countWide, wideFactors } from './http/wide-limits.ts';
import type { Tracing } from './ports/tracing.ts';
import type { House } from './services/house.ts';
import type { OrganisationLimits } from './services/organisation-limits.ts';
import { Refusal } from './services/refusal.ts';

export interface AppOptions extends MetricsOptions, Network {
  readonly house: House;
  readonly uploadBytes: number;
  /** Calls a minute and caller, uploads not counted. */
  readonly callsPerMinute: number;
  /** Of all people of an organisation together. */
  readonly organisationLimits?: OrganisationLimits;
  readonly log: FastifyBaseLogger;
  readonly tracing?: Tracing | undefined;
  /** Folder of the built web application, if there is one. */
  readonly web: string | null;
}

export async function buildApp(options: AppOptions): Promise<FastifyInstance> {
  const app = fastify({
    ...earlyProblems,
    ...networkOptions(options),
    loggerInstance: options.log,
    bodyLimit: 5 * 1024 * 1024,
    // an id that is too long is an id that nobody has
    routerOptions: { maxParamLength: 16_384 },
    requestTimeout: 120_000,
    genReqId: () => options.house.system.uuid(),
  });
  app.server.headersTimeout = 10_000;
  app.setValidatorCompiler(validation());
  // what is sent is what the service made: schemas describe answers, they do not cut them
  app.setSerializerCompiler(() => (data) => JSON.stringify(data));
  installProblems(app, options.house.refusals);
  if (options.tracing) installTraces(app, options.tracing);
  sayStrictTransport(app);
  refuseForeignAddresses(app, options);
  await plugins(app);
  await installDav(app, options);
  installMetrics(app, options.house, options);
  await app.register(healthRoutes(options.house));
  await app.register(signInRoutes(options.house), { prefix: '/api/auth' });
  await app.register(passkeySignInRoutes(options.house), { prefix: '/api/auth/sign-in/passkey' });
  await app.register(scimRoutes(options.house), { prefix: '/scim/v2' });
  await app.register(signOnRoutes(options.house), { prefix: '/api/auth/sign-on' });
  await app.register(
    async (api) => {
      await guard(api, options);
      await api.register(syncRoutes(options.house, options));
      await api.register(projectRoutes(options.house, options));
      await api.register(projectMemberRoutes(options.house));
      await api.register(privacyRoutes(options.house));
      await api.register(peopleRoutes(options.house));
      await api.register(hybridRoutes(options.house, options));
      await api.register(screenRoutes(options.house));
      await api.register(retentionRoutes(options.house));
      await api.register(fieldRoutes(options.house));
      await api.register(historyRoutes(options.house));
      await api.register(parkedRoutes(options.house));
      await api.register(jobRoutes(options.house));
      await api.register(liveRoutes(options.house));
      await api.register(notificationRoutes(options.house));
      await api.register(webhookRoutes(options.house));
      await api.register(auditRoutes(options.house));
      await api.register(openRoutes(options.house));
      await api.register(clientRoutes(options.house));
      await api.register(pairingRoutes(options.house));
      await api.register(accountRoutes(options.house));
      await api.register(meRoutes(options.house));
      await api.register(organisationRoutes(options.house));
      await api.register(limitRoutes(options.house, options));
      await api.register(identityProviderRoutes(options.house));
      await api.register(secondFactorRoutes(options.house));
      await api.register(passkeyRoutes(options.house));
      await api.register(provisioningRoutes(options.house));
    },
    { prefix: '/api' },
  );
  const prefix = () => publicPath(options.house.publicUrl);
  await installAddIn(app, { web: options.web, publicUrl: () => options.house.publicUrl, prefix });
  await installWeb(app, { web: options.web, prefix });
  return app;
}

/** The path of our address, with slashes at both ends. */
const publicPath = (url: string): string => `${URL.canParse(url) ? new URL(url).pathname.replace(/\/+$/, '') : ''}/`;

/** What an Office Script calls, from wherever Excel runs it, with a token and never with a cookie. Everything else is our own pages'. */
const fromScripts = /^\/api\/(sync|projects\/[^/?]+\/conflicts)(\?|$)/;

async function plugins(app: FastifyInstance): Promise<void> {
  await app.register(helmet, {
    hsts: false, // said below, and only over https
    contentSecurityPolicy: {
      directives: {
        upgradeInsecureRequests: null,
        imgSrc: ["'self'", 'data:'],
      },
    },
  });
  const shared: FastifyCorsOptions = {
    origin: '*',
    allowedHeaders: ['authorization', 'content-type', 'idempotency-key'],
    exposedHeaders: ['etag', 'retry-after'],
    methods: ['GET', 'POST'],
  };
  await app.register(cors, {
    delegator: (request, done) =>
      done(null, fromScripts.test(request.raw.url ?? '') ? shared : { origin: false, preflight: false }),
  });
  await app.register(compress, { global: true, threshold: 1024, encodings: ['gzip', 'identity'] });
  await app.register(multipart);
  await app.register(cookie);
  await installDocumentation(app);
}

/** Everything below /api but the documentation needs a token; calls are counted per address, organisation and person. */
async function guard(api: FastifyInstance, options: AppOptions): Promise<void> {
  const { house, callsPerMinute } = options;
  api.decorateRequest('caller');
  api.addHook('onRequest', async (request) => {
    await countWide(house.rates, 'address', request.ip, callsPerMinute * wideFactors.address);
    request.caller = await identify(house, request);
    const { tenant, tenantName } = request.caller;
    await countWide(house.rates, 'organisation', tenant, callsTogether(tenantName, options));
    checkReach(request.caller, request);
    checkWhole(request.caller, request);
  });
  api.addHook('preHandler', async ({ params, query, body }) => refuseUnkeepable(params, query, body));
  await api.register(rateLimit, {
    max: callsPerMinute,
    timeWindow: 60_000,
    hook: 'preValidation',
    keyGenerator: (request) => request.caller.user.id,
    store: sharedCounts(house.rates),
    allowList: (request) => request.routeOptions.url === '/api/sync/upload',
    errorResponseBuilder: (_request, context) =>
      new Refusal('RATE_LIMITED', `at most ${context.max} calls a minute`, {
        retry_after: Math.ceil(context.ttl / 1000),
      }),
  });
}
