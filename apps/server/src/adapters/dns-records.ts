import { Resolver } from 'node:dns/promises';
import type { DomainRecords } from '../ports/domains.ts';

/** `servers`: name servers as `address` or `address:port`; the system's where there are none. */
export function dnsRecords(servers: readonly string[] = []): DomainRecords {
  const resolver = new Resolver({ timeout: 3000, tries: 2 });
  if (servers.length > 0) resolver.setServers(servers);
  return {
    async texts(name) {
      try {
        // a long text comes in pieces
        return (await resolver.resolveTxt(name)).map((pieces) => pieces.join(''));
      } catch (error) {
        const { code = '', syscall } = error as NodeJS.ErrnoException;
        if (['ENOTFOUND', 'ENODATA', 'EBADNAME', 'EFORMERR'].includes(code)) return [];
        if (syscall === 'queryTxt') return null;
        throw error;
      }
    },
  };
}
