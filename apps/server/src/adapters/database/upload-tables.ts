/** Tables of uploads: committed, waiting for a decision, waiting to be worked on. */
import type { Strategy } from '@sprintforge/core';
import type { Problem, SyncResult } from '@sprintforge/protocol';
import { integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import type { AsyncOrigin, AsyncRequest, AsyncUpload } from '../../ports/async-uploads.ts';
import type { ParkedDecision } from '../../ports/records.ts';
import { instant, json, project } from './column-types.ts';

export const uploads = pgTable('uploads', {
  ...project(),
  id: uuid('id').notNull(),
  userId: uuid('user_id').notNull(),
  copyId: text('copy_id').notNull(),
  sha256: text('sha256').notNull(),
  strategy: text('strategy').$type<Strategy>().notNull(),
  choicesHash: text('choices_hash').notNull(),
  result: json('result').$type<SyncResult>().notNull(),
  /** Written and read as text. */
  appliedKeys: json('applied_keys').notNull(),
  revision: integer('revision'),
  createdAt: instant('created_at').notNull(),
});

export const uploadKeys = pgTable('upload_keys', {
  ...project(),
  userId: uuid('user_id').notNull(),
  key: text('key').notNull(),
  sha256: text('sha256').notNull(),
  uploadId: uuid('upload_id').notNull(),
  createdAt: instant('created_at').notNull(),
});

export const parkedUploads = pgTable('parked_uploads', {
  ...project(),
  id: uuid('id').notNull(),
  userId: uuid('user_id').notNull(),
  copyId: text('copy_id').notNull(),
  sha256: text('sha256').notNull(),
  strategy: text('strategy').$type<Strategy>().notNull(),
  choicesHash: text('choices_hash').notNull(),
  idempotencyKey: text('idempotency_key'),
  decision: json('decision').$type<ParkedDecision>().notNull(),
  reason: text('reason').notNull(),
  detail: text('detail').notNull(),
  result: json('result').$type<SyncResult>().notNull(),
  status: text('status').$type<'parked' | 'committed' | 'discarded' | 'replaced'>().notNull(),
  uploadId: uuid('upload_id'),
  createdAt: instant('created_at').notNull(),
  settledBy: uuid('settled_by'),
  settledAt: instant('settled_at'),
});

export const asyncUploads = pgTable('async_uploads', {
  ...project(),
  id: uuid('id').notNull(),
  userId: uuid('user_id').notNull(),
  sha256: text('sha256').notNull(),
  request: json('request').$type<AsyncRequest>().notNull(),
  origin: json('origin').$type<AsyncOrigin>().notNull(),
  idempotencyKey: text('idempotency_key'),
  state: text('state').$type<AsyncUpload['state']>().notNull(),
  stage: text('stage').notNull(),
  percent: integer('percent').notNull(),
  result: json('result').$type<SyncResult>(),
  problem: json('problem').$type<Problem>(),
  createdAt: instant('created_at').notNull(),
  changedAt: instant('changed_at').notNull(),
});
