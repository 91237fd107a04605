/** How calls reach the application: encrypted by itself, or through proxies whose word about the caller counts. */
import net from 'node:net';
import type { FastifyInstance, FastifyServerOptions } from 'fastify';
import { Refusal } from '../services/refusal.ts';

export interface Network {
  readonly tls?: { readonly cert: string; readonly key: string; readonly minVersion: 'TLSv1.2' | 'TLSv1.3' };
  /** Addresses and networks (CIDR); without them nobody's X-Forwarded-For is believed. */
  readonly trustedProxies?: readonly string[];
  /** Addresses and networks; without them everybody is answered. */
  readonly ipAllow?: readonly string[];
}

export function networkOptions({ tls, trustedProxies }: Network): FastifyServerOptions {
  return {
    trustProxy: trustedProxies ? [...trustedProxies] : false,
    // the types make another application of one with https; it is the same in all that is used of it
    ...(tls ? ({ https: tls } as FastifyServerOptions) : {}),
  };
}

/** Calls from elsewhere get 403; the health checks of this machine and its neighbours do not come through a list. */
export function refuseForeignAddresses(app: FastifyInstance, { ipAllow }: Network): void {
  if (!ipAllow) return;
  const list = new net.BlockList();
  for (const entry of ipAllow) {
    const [address = '', bits] = entry.split('/');
    const family = net.isIP(address) === 6 ? 'ipv6' : 'ipv4';
    list.addSubnet(address, Number(bits ?? (family === 'ipv6' ? 128 : 32)), family);
  }
  app.addHook('onRequest', async ({ ip, routeOptions: { url } }) => {
    if (url === '/health' || url === '/ready') return;
    const address = ip.replace(/^::ffff:(?=\d+\.)/, '');
    if (!list.check(address, net.isIP(address) === 6 ? 'ipv6' : 'ipv4'))
      throw new Refusal('FORBIDDEN', 'this server does not answer calls from your address');
  });
}

/** Whoever came encrypted shall not come otherwise for a year. */
export function sayStrictTransport(app: FastifyInstance): void {
  app.addHook('onRequest', async (request, reply) => {
    if (request.protocol === 'https') reply.header('strict-transport-security', 'max-age=31536000');
  });
}
