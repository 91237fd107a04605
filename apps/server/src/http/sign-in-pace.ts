/** Calls that nobody needs a token for, counted per address and never kept by anybody. */
import type { FastifyInstance } from 'fastify';
import type { House } from '../services/house.ts';
import { Refusal } from '../services/refusal.ts';

/** `what` is counted by itself. */
export function paceSignIn(app: FastifyInstance, house: House, what: string, callsPerMinute: number): void {
  app.addHook('onRequest', async (request, reply) => {
    reply.header('cache-control', 'no-store');
    const { count, endsInMs } = await house.rates.hit(`${what}-calls:${request.ip}`, 60_000);
    if (count > callsPerMinute)
      throw new Refusal('RATE_LIMITED', 'too many calls', { retry_after: Math.ceil(endsInMs / 1000) });
  });
}
