import type { Privacy } from '@sprintforge/core';
import { boolean, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import type { HybridLink, LinkReport } from '../../ports/hybrid.ts';
import { bytea, instant, json, project } from './column-types.ts';

export const fieldClasses = pgTable('field_classes', {
  ...project(),
  field: text('field').notNull(),
  class: text('class').$type<Privacy>().notNull(),
});

export const hybridLinks = pgTable('hybrid_links', {
  ...project(),
  cloudProject: uuid('cloud_project').notNull(),
  token: bytea('token').notNull(),
  userId: uuid('user_id').notNull(),
  strategy: text('strategy').$type<HybridLink['strategy']>().notNull(),
  syncSensitiveData: boolean('sync_sensitive_data').notNull(),
  turn: integer('turn').notNull(),
  cloudVersion: integer('cloud_version').notNull(),
  cloudBlob: text('cloud_blob'),
  baseBlob: text('base_blob'),
  baseRevision: integer('base_revision').notNull(),
  sendingKey: uuid('sending_key'),
  sendingBlob: text('sending_blob'),
  sendingBaseBlob: text('sending_base_blob'),
  sendingRevision: integer('sending_revision'),
  state: text('state').$type<HybridLink['state']>().notNull(),
  report: json('report').$type<LinkReport>().notNull(),
  triedAt: instant('tried_at'),
  syncedAt: instant('synced_at'),
  createdAt: instant('created_at').notNull(),
});

export const pseudonyms = pgTable('pseudonyms', {
  ...project(),
  pseudonym: text('pseudonym').notNull(),
  value: text('value').notNull(),
});
