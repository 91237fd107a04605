import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Health, Ready } from '@sprintforge/protocol';
import type { House } from '../services/house.ts';

export const healthRoutes =
  (house: House): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.get('/health', { schema: { summary: 'Alive', tags: ['operation'], response: { 200: Health } } }, async () => ({
      status: 'ok',
    }));
    app.get('/ready', {
      schema: { summary: 'Can serve', tags: ['operation'], response: { 200: Ready, 503: Ready } },
      handler: async (_request, reply) => {
        const checks = {
          database: await state(() => house.database.ping()),
          files: await state(() => house.blobs.check()),
        };
        const ready = Object.values(checks).every((found) => found === 'ok');
        return reply.status(ready ? 200 : 503).send({ status: ready ? 'ready' : 'unready', checks });
      },
    });
  };

async function state(check: () => Promise<void>): Promise<string> {
  try {
    await check();
    return 'ok';
  } catch {
    return 'failed'; // the reason is for the log of the part itself, not for everybody who asks
  }
}
