/** Tables of the audit chain. */
import type { SecurityEvent } from '@sprintforge/protocol';
import { bigint, inet, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import type { AuditList } from '../../ports/records.ts';
import { instant, json, tenant } from './column-types.ts';

export const syncAudit = pgTable('sync_audit', {
  ...tenant(),
  id: uuid('id').notNull(),
  projectId: uuid('project_id').notNull(),
  excelVersion: integer('excel_version').notNull(),
  serverVersion: integer('server_version').notNull(),
  syncType: text('sync_type').notNull(),
  changes: json('changes'),
  conflicts: json('conflicts'),
  resolution: text('resolution'),
  userId: uuid('user_id').notNull(),
  timestamp: instant('timestamp').notNull(),
  ipAddress: inet('ip_address'),
  userAgent: text('user_agent'),
  seq: bigint('seq', { mode: 'number' }).notNull(),
  hash: text('hash').notNull(),
  pieces: integer('pieces').notNull(),
});

export const auditPieces = pgTable('audit_pieces', {
  ...tenant(),
  seq: bigint('seq', { mode: 'number' }).notNull(),
  list: text('list').$type<AuditList>().notNull(),
  piece: integer('piece').notNull(),
  content: json('content').$type<readonly unknown[]>().notNull(),
});

export const securityAudit = pgTable('security_audit', {
  ...tenant(),
  id: uuid('id').notNull(),
  event: text('event').$type<SecurityEvent>().notNull(),
  outcome: text('outcome').$type<'done' | 'refused'>().notNull(),
  projectId: uuid('project_id'),
  userId: uuid('user_id'),
  details: json('details').$type<Readonly<Record<string, unknown>>>().notNull(),
  count: integer('count').notNull(),
  timestamp: instant('timestamp').notNull(),
  ipAddress: inet('ip_address'),
  userAgent: text('user_agent'),
  seq: bigint('seq', { mode: 'number' }).notNull(),
  hash: text('hash').notNull(),
});

export const auditExports = pgTable('audit_exports', {
  ...tenant(),
  sink: text('sink').notNull(),
  seq: bigint('seq', { mode: 'number' }).notNull(),
  updatedAt: instant('updated_at').notNull(),
});

export const auditAnchors = pgTable('audit_anchors', {
  ...tenant(),
  seq: bigint('seq', { mode: 'number' }).notNull(),
  hash: text('hash').notNull(),
  removedAt: instant('removed_at').notNull(),
});

export const auditRedactions = pgTable('audit_redactions', {
  ...tenant(),
  seq: bigint('seq', { mode: 'number' }).notNull(),
  bySeq: bigint('by_seq', { mode: 'number' }).notNull(),
  content: text('content').notNull(),
});

export const auditHeads = pgTable('audit_heads', {
  ...tenant(),
  seq: bigint('seq', { mode: 'number' }).notNull(),
  hash: text('hash').notNull(),
});
