import { bigint, boolean, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import type { AccountNoticeRecord, NoticeChoices, NoticeRecord } from '../../ports/notices.ts';
import { instant, json, project, tenant } from './column-types.ts';

export const notifications = pgTable('notifications', {
  ...tenant(),
  userId: uuid('user_id').notNull(),
  seq: bigint('seq', { mode: 'number' }).notNull(),
  projectId: uuid('project_id'),
  kind: text('kind').$type<(NoticeRecord | AccountNoticeRecord)['kind']>().notNull(),
  details: json('details').$type<(NoticeRecord | AccountNoticeRecord)['details']>().notNull(),
  createdAt: instant('created_at').notNull(),
  readAt: instant('read_at'),
  shown: boolean('shown').notNull(),
  mail: text('mail').$type<'no' | 'due' | 'sent'>().notNull(),
});

export const notificationChoices = pgTable('notification_choices', {
  ...project(),
  userId: uuid('user_id').notNull(),
  choices: json('choices').$type<NoticeChoices>().notNull(),
  locale: text('locale'),
});

export const webhooks = pgTable('webhooks', {
  ...project(),
  id: uuid('id').notNull(),
  url: text('url').notNull(),
  events: json('events').$type<readonly string[]>().notNull(),
  enabled: boolean('enabled').notNull(),
  stoppedBecause: text('stopped_because'),
  secretGeneration: integer('secret_generation').notNull(),
  secretChangedAt: instant('secret_changed_at').notNull(),
  failingSince: instant('failing_since'),
  createdBy: uuid('created_by').notNull(),
  createdAt: instant('created_at').notNull(),
});

export const webhookDeliveries = pgTable('webhook_deliveries', {
  ...project(),
  webhookId: uuid('webhook_id').notNull(),
  id: uuid('id').notNull(),
  seq: bigint('seq', { mode: 'number' }).notNull(),
  event: text('event').notNull(),
  body: text('body').notNull(),
  status: text('status').$type<'waiting' | 'delivered' | 'failed' | 'dropped'>().notNull(),
  attempts: integer('attempts').notNull(),
  answer: integer('answer'),
  fault: text('fault'),
  createdAt: instant('created_at').notNull(),
  triedAt: instant('tried_at'),
});
