import { integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { bytea, instant, tenant } from './column-types.ts';

export const syncKeys = pgTable('sync_keys', {
  ...tenant(),
  kid: uuid('kid').notNull(),
  createdAt: instant('created_at').notNull(),
});

export const tenantKeys = pgTable('tenant_keys', {
  ...tenant(),
  purpose: text('purpose').notNull(),
  version: integer('version').notNull(),
  id: uuid('id').notNull(),
  wrapped: bytea('wrapped').notNull(),
  wrappedBy: text('wrapped_by').notNull(),
  createdAt: instant('created_at').notNull(),
});

export const revokedSyncTokens = pgTable('revoked_sync_tokens', {
  ...tenant(),
  jti: uuid('jti').notNull(),
  revokedAt: instant('revoked_at').notNull(),
  expiresAt: instant('expires_at').notNull(),
});
