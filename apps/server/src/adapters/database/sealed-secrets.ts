import { sql } from 'drizzle-orm';
import type { SealedSecret, SealedSecrets, SecretKind } from '../../ports/sealed-secrets.ts';
import type { Session } from './postgres.ts';

/** Every column that holds one, with the column that names it. */
const places: readonly {
  readonly kind: SecretKind;
  readonly table: string;
  readonly id: string;
  readonly at: string;
}[] = [
  { kind: 'provider', table: 'identity_providers', id: 'id', at: 'sealed' },
  { kind: 'second factor', table: 'second_factors', id: 'user_id', at: 'secret' },
  { kind: 'cloud token', table: 'hybrid_links', id: 'project_id', at: 'token' },
  { kind: 'sign-out', table: 'sessions', id: 'provider_id', at: 'sign_out' },
  { kind: 'sign-out', table: 'sign_on_attempts', id: 'provider_id', at: 'sign_out' },
  { kind: 'personal key', table: 'personal_keys', id: 'id', at: 'sealed' },
];

export function sealedSecrets({ db, tenant }: Session): SealedSecrets {
  return {
    async list() {
      const found: SealedSecret[] = [];
      for (const { kind, table, id, at } of places) {
        const { rows } = await db.execute<{ id: string; sealed: Uint8Array }>(
          sql`select distinct ${sql.identifier(id)}::text as id, ${sql.identifier(at)} as sealed from ${sql.identifier(table)}
            where tenant_id = ${tenant} and ${sql.identifier(id)} is not null and ${sql.identifier(at)} is not null`,
        );
        for (const row of rows) found.push({ kind, ...row });
      }
      return found;
    },
    async replace(before, sealed) {
      for (const { table, id, at } of places.filter(({ kind }) => kind === before.kind))
        await db.execute(
          sql`update ${sql.identifier(table)} set ${sql.identifier(at)} = ${sealed} where tenant_id = ${tenant}
            and ${sql.identifier(id)} = ${before.id} and ${sql.identifier(at)} = ${before.sealed}`,
        );
    },
  };
}
