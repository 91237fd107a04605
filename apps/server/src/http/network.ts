/** How calls reach the application: encrypted by itself, or through proxies whose word about the caller counts. */
import type { FastifyInstance, FastifyServerOptions } from 'fastify';

export interface Network {
  readonly tls?: { readonly cert: string; readonly key: string; readonly minVersion: 'TLSv1.2' | 'TLSv1.3' };
  /** Addresses and networks (CIDR); without them nobody's X-Forwarded-For is believed. */
  readonly trustedProxies?: readonly string[];
}

export function networkOptions({ tls, trustedProxies }: Network): FastifyServerOptions {
  return {
    trustProxy: trustedProxies ? [...trustedProxies] : false,
    // the types make another application of one with https; it is the same in all that is used of it
    ...(tls ? ({ https: tls } as FastifyServerOptions) : {}),
  };
}

/** Whoever came encrypted shall not come otherwise for a year. */
export function sayStrictTransport(app: FastifyInstance): void {
  app.addHook('onRequest', async (request, reply) => {
    if (request.protocol === 'https') reply.header('strict-transport-security', 'max-age=31536000');
  });
}
