/** A span for every request that is answered. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { OpenRequest, Tracing } from '../ports/tracing.ts';

export function installTraces(app: FastifyInstance, tracing: Tracing): void {
  const open = new WeakMap<FastifyRequest, OpenRequest>();
  app.addHook('onRequest', (request, _reply, next) => {
    const { traceparent } = request.headers;
    const span = tracing.request(request.method, typeof traceparent === 'string' ? traceparent : undefined);
    open.set(request, span);
    span.enter(next);
  });
  app.addHook('onResponse', async (request, reply) => {
    const facts = {
      'http.request.method': request.method,
      // the pattern, never the address: it may hold a key
      'http.route': request.routeOptions.url ?? 'none',
      'http.response.status_code': reply.statusCode,
      'sprintforge.request': request.id,
    };
    open.get(request)?.end(facts, reply.statusCode >= 500);
  });
}
