/** The tables of signing in: at an identity provider, with a second factor, and with passkeys. */
import type { RoleName } from '@sprintforge/protocol';
import { bigint, boolean, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import type { AttemptRecord, ProviderRecord } from '../../ports/identity-providers.ts';
import type { ProtocolName } from '../../ports/sign-on.ts';
import { bytea, instant, json, tenant } from './column-types.ts';

export const identityProviders = pgTable('identity_providers', {
  ...tenant(),
  id: uuid('id').notNull(),
  kind: text('kind').$type<ProtocolName>().notNull(),
  name: text('name').notNull(),
  enabled: boolean('enabled').notNull(),
  settings: json('settings').$type<ProviderRecord['settings']>().notNull(),
  sealed: bytea('sealed'),
  domains: json('domains').$type<readonly string[]>().notNull(),
  roleClaim: text('role_claim'),
  roles: json('roles').$type<ProviderRecord['roles']>().notNull(),
  defaultRole: text('default_role').$type<RoleName>(),
  createdBy: uuid('created_by'),
  createdAt: instant('created_at').notNull(),
  configured: boolean('configured').notNull(),
});

export const provedDomains = pgTable('proved_domains', {
  ...tenant(),
  domain: text('domain').notNull(),
  provedAt: instant('proved_at').notNull(),
  provedBy: uuid('proved_by').notNull(),
});

export const externalIdentities = pgTable('external_identities', {
  ...tenant(),
  providerId: uuid('provider_id').notNull(),
  subject: text('subject').notNull(),
  userId: uuid('user_id').notNull(),
  createdAt: instant('created_at').notNull(),
  lastUsedAt: instant('last_used_at').notNull(),
});

export const signOnAttempts = pgTable('sign_on_attempts', {
  ...tenant(),
  id: uuid('id').notNull(),
  providerId: uuid('provider_id').notNull(),
  browser: bytea('browser').notNull(),
  expected: json('expected').$type<AttemptRecord['expected']>().notNull(),
  createdAt: instant('created_at').notNull(),
  expiresAt: instant('expires_at').notNull(),
  answeredAt: instant('answered_at'),
  userId: uuid('user_id'),
  finishedAt: instant('finished_at'),
  signOut: bytea('sign_out'),
});

export const secondFactors = pgTable('second_factors', {
  ...tenant(),
  userId: uuid('user_id').notNull(),
  secret: bytea('secret').notNull(),
  createdAt: instant('created_at').notNull(),
  confirmedAt: instant('confirmed_at'),
  lastStep: bigint('last_step', { mode: 'number' }).notNull(),
});

export const passkeys = pgTable('passkeys', {
  ...tenant(),
  id: uuid('id').notNull(),
  userId: uuid('user_id').notNull(),
  name: text('name').notNull(),
  credential: bytea('credential').notNull(),
  publicKey: bytea('public_key').notNull(),
  counter: bigint('counter', { mode: 'number' }).notNull(),
  transports: json('transports').$type<readonly string[]>().notNull(),
  backedUp: boolean('backed_up').notNull(),
  createdAt: instant('created_at').notNull(),
  lastUsedAt: instant('last_used_at'),
  lastChallenge: bigint('last_challenge', { mode: 'number' }).notNull(),
});

export const recoveryCodes = pgTable('recovery_codes', {
  ...tenant(),
  userId: uuid('user_id').notNull(),
  hash: bytea('hash').notNull(),
  usedAt: instant('used_at'),
});
