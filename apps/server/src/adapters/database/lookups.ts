/** What is looked up before a tenant is known, each through a function of the database that gives nothing else. */
import type { FoundToken } from '../../ports/records.ts';
import type { FoundSession, Lookups } from '../../ports/sign-ins.ts';
import type { ProtocolName } from '../../ports/sign-on.ts';

interface Row {
  tenant_id: string;
  tenant_name: string;
  id: string;
  user_id: string;
  password: string | null;
  scope: 'full' | 'read';
  kind: FoundToken['kind'];
  project_id: string | null;
  last_used_at: string;
  expires_at: string;
  revoked_at: string | null;
  lacks: FoundSession['lacks'];
}

interface OfferedRow {
  id: string;
  name: string;
  kind: ProtocolName;
  tenant_name: string;
}

/** Asks the database; the rows. */
type Ask = <R extends object>(text: string, given: unknown[]) => Promise<R[]>;

export function lookups(ask: Ask): Lookups & { token(hash: Uint8Array): Promise<FoundToken | null> } {
  const rows = async (call: string, given: unknown[] = []): Promise<Row[]> => ask(`select * from ${call}`, given);
  const byHash = async (call: string, hash: Uint8Array): Promise<Row | undefined> =>
    (await rows(call, [Buffer.from(hash)]))[0];
  return {
    async token(hash) {
      const row = await byHash('find_token($1)', hash);
      if (!row) return null;
      return {
        tenant: row.tenant_id,
        id: row.id,
        userId: row.user_id,
        scope: row.scope,
        kind: row.kind,
        projectId: row.project_id,
        expiresAt: row.expires_at,
        revokedAt: row.revoked_at,
      };
    },
    async session(hash) {
      const row = await byHash('find_session($1)', hash);
      if (!row) return null;
      return {
        tenant: row.tenant_id,
        id: row.id,
        userId: row.user_id,
        lastUsedAt: row.last_used_at,
        expiresAt: row.expires_at,
        revokedAt: row.revoked_at,
        lacks: row.lacks,
      };
    },
    accounts: async (email) =>
      (await rows('find_accounts($1)', [email])).map((row) => ({
        tenant: row.tenant_id,
        tenantName: row.tenant_name,
        userId: row.user_id,
        password: row.password,
      })),
    async link(hash) {
      const row = await byHash('find_link($1)', hash);
      return row ? { tenant: row.tenant_id, id: row.id } : null;
    },
    async davLink(hash) {
      const row = await byHash('find_dav_link($1)', hash);
      return row ? { tenant: row.tenant_id, id: row.id } : null;
    },
    async provider(id) {
      const [row] = await rows('find_provider($1)', [id]);
      return row ? { tenant: row.tenant_id } : null;
    },
    providersFor: async (domain, proved) => {
      const found = await ask<OfferedRow>('select * from find_providers($1, $2)', [domain, proved]);
      return found.map(({ id, name, kind, tenant_name: organisation }) => ({ id, name, kind, organisation }));
    },
    async anyProvider() {
      const found = await ask<{ any: boolean }>('select any_provider() as any', []);
      return found[0]?.any === true;
    },
    async passkey(credential, userId) {
      const [row] = await rows('find_passkey($1, $2)', [Buffer.from(credential), userId]);
      return row ? { tenant: row.tenant_id } : null;
    },
    async anyPasswordless() {
      const found = await ask<{ any: boolean }>('select any_passwordless() as any', []);
      return found[0]?.any === true;
    },
    async directory(hash) {
      const row = await byHash('find_directory($1)', hash);
      return row ? { tenant: row.tenant_id } : null;
    },
    async anyTenant() {
      const found = await ask<{ any: boolean }>('select any_tenant() as any', []);
      return found[0]?.any === true;
    },
  };
}
