import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Health, Ready } from '@sprintforge/protocol';
import type { FastifyBaseLogger } from 'fastify';
import type { House } from '../services/house.ts';

export const healthRoutes =
  (house: House): FastifyPluginAsyncTypebox =>
  async (app) => {
    const state = observer(app.log);
    app.get('/health', { schema: { summary: 'Alive', tags: ['operation'], response: { 200: Health } } }, async () => ({
      status: 'ok',
    }));
    app.get('/ready', {
      schema: { summary: 'Can serve', tags: ['operation'], response: { 200: Ready, 503: Ready } },
      handler: async (_request, reply) => {
        const checks = {
          database: await state('database', () => house.database.ping()),
          files: await state('files', () => house.blobs.check()),
          cache: await state('cache', () => house.cache.check()),
        };
        // without its cache a server is slower, and serves
        const ready = checks.database === 'ok' && checks.files === 'ok';
        return reply.status(ready ? 200 : 503).send({ status: ready ? 'ready' : 'unready', checks });
      },
    });
  };

/** Looks at a part; everybody may ask, so the reason goes to the log only, once each time that it begins. */
function observer(log: FastifyBaseLogger): (part: string, check: () => Promise<void>) => Promise<'ok' | 'failed'> {
  const failing = new Set<string>();
  return async (part, check) => {
    try {
      await check();
      if (failing.delete(part)) log.warn({ part }, 'answers again');
      return 'ok';
    } catch (error) {
      if (!failing.has(part)) log.error({ err: error, part }, 'does not answer');
      failing.add(part);
      return 'failed';
    }
  };
}
