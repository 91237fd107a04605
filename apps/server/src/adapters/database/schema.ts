/** The tables of `migrations/` for drizzle's types and queries. The migrations are the truth; a test compares the two. */
import type { ChangeSet, DependencyType, Fields, Strategy, Subject, SubjectState } from '@sprintforge/core';
import type { RoleName } from '@sprintforge/protocol';
import { bigint, boolean, doublePrecision, inet, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import type { DavHeld } from '../../ports/dav-links.ts';
import type { FieldWriters, ProjectGrant, ProjectSettings, TokenEntry } from '../../ports/records.ts';
import type { FactorPolicy, Lacking } from '../../ports/second-factors.ts';
import type { LinkRecord } from '../../ports/sign-ins.ts';
import { bytea, instant, json, project, tenant } from './column-types.ts';
import type { StoredView } from './dav-links.ts';

export * from './audit-tables.ts';
export * from './key-tables.ts';
export * from './notice-tables.ts';
export * from './privacy-tables.ts';
export * from './provisioning-tables.ts';
export * from './screen-tables.ts';
export * from './sign-on-tables.ts';
export * from './upload-tables.ts';

export const tenants = pgTable('tenants', {
  ...tenant(),
  name: text('name').notNull(),
  createdAt: instant('created_at').notNull(),
  secondFactor: text('second_factor').$type<FactorPolicy>().notNull().default('optional'),
  passwordless: boolean('passwordless').notNull().default(false),
});

export const users = pgTable('users', {
  ...tenant(),
  id: uuid('id').notNull(),
  name: text('name').notNull(),
  email: text('email').notNull(),
  createdAt: instant('created_at').notNull(),
});

export const memberships = pgTable('memberships', {
  ...tenant(),
  userId: uuid('user_id').notNull(),
  role: text('role').$type<RoleName>().notNull(),
});

export const credentials = pgTable('credentials', {
  ...tenant(),
  userId: uuid('user_id').notNull(),
  password: text('password').notNull(),
  changedAt: instant('changed_at').notNull(),
});

export const sessions = pgTable('sessions', {
  ...tenant(),
  id: uuid('id').notNull(),
  userId: uuid('user_id').notNull(),
  hash: bytea('hash').notNull(),
  method: text('method').notNull(),
  createdAt: instant('created_at').notNull(),
  lastUsedAt: instant('last_used_at').notNull(),
  expiresAt: instant('expires_at').notNull(),
  revokedAt: instant('revoked_at'),
  ipAddress: inet('ip_address'),
  userAgent: text('user_agent'),
  providerId: uuid('provider_id'),
  signOut: bytea('sign_out'),
  lacks: text('lacks').$type<Lacking>(),
});

export const accountLinks = pgTable('account_links', {
  ...tenant(),
  id: uuid('id').notNull(),
  hash: bytea('hash').notNull(),
  purpose: text('purpose').$type<LinkRecord['purpose']>().notNull(),
  email: text('email').notNull(),
  name: text('name'),
  userId: uuid('user_id'),
  role: text('role').$type<RoleName>(),
  projectId: uuid('project_id'),
  createdBy: uuid('created_by'),
  createdAt: instant('created_at').notNull(),
  expiresAt: instant('expires_at').notNull(),
  endedAt: instant('ended_at'),
});

export const projectMembers = pgTable('project_members', {
  ...project(),
  userId: uuid('user_id').notNull(),
  role: text('role').$type<RoleName>().notNull(),
  tasks: text('tasks').$type<ProjectGrant['tasks']>().notNull(),
  fields: json('fields').$type<ProjectGrant['fields']>(),
});

export const fieldRights = pgTable('field_rights', {
  ...project(),
  field: text('field').notNull(),
  writers: text('writers').$type<FieldWriters>().notNull(),
});

export const tokens = pgTable('tokens', {
  ...tenant(),
  id: uuid('id').notNull(),
  userId: uuid('user_id').notNull(),
  name: text('name').notNull(),
  hash: bytea('hash').notNull(),
  scope: text('scope').$type<'full' | 'read'>().notNull(),
  kind: text('kind').$type<TokenEntry['kind']>().notNull(),
  projectId: uuid('project_id'),
  createdAt: instant('created_at').notNull(),
  expiresAt: instant('expires_at'),
  revokedAt: instant('revoked_at'),
});

export const blobs = pgTable('blobs', {
  ...tenant(),
  sha256: text('sha256').notNull(),
  size: bigint('size', { mode: 'number' }).notNull(),
  kind: text('kind').notNull(),
  createdAt: instant('created_at').notNull(),
  condemnedAt: instant('condemned_at'),
});

export const projects = pgTable('projects', {
  ...tenant(),
  id: uuid('id').notNull(),
  name: text('name').notNull(),
  head: integer('head').notNull(),
  hash: text('hash').notNull(),
  snapshotBlob: text('snapshot_blob').notNull(),
  epoch: integer('epoch').notNull(),
  strategy: text('strategy').$type<Strategy>().notNull(),
  settings: json('settings').$type<ProjectSettings>().notNull(),
  taskCount: integer('task_count').notNull(),
  layoutCopy: uuid('layout_copy'),
  createdBy: uuid('created_by').notNull(),
  createdAt: instant('created_at').notNull(),
  updatedAt: instant('updated_at').notNull(),
  deletedAt: instant('deleted_at'),
});

export const revisions = pgTable('revisions', {
  ...project(),
  number: integer('number').notNull(),
  parent: integer('parent'),
  authorId: uuid('author_id').notNull(),
  createdAt: instant('created_at').notNull(),
  source: text('source').notNull(),
  message: text('message').notNull(),
  hash: text('hash').notNull(),
  snapshotBlob: text('snapshot_blob'),
  changes: json('changes').$type<ChangeSet>().notNull(),
  pieces: integer('pieces').notNull(),
  changesCount: integer('changes_count').notNull(),
  workbookBlob: text('workbook_blob'),
});

export const revisionPieces = pgTable('revision_pieces', {
  ...project(),
  number: integer('number').notNull(),
  piece: integer('piece').notNull(),
  changes: json('changes').$type<ChangeSet>().notNull(),
});

export const tasks = pgTable('tasks', {
  ...project(),
  id: text('id').notNull(),
  parent: text('parent'),
  rank: text('rank').notNull(),
  path: text('path').notNull(),
  level: integer('level').notNull(),
  fields: json('fields').$type<Fields>().notNull(),
  predecessors: text('predecessors').notNull(),
  revision: integer('revision').notNull(),
  changedBy: uuid('changed_by').notNull(),
  changedAt: instant('changed_at').notNull(),
  deleted: boolean('deleted').notNull(),
});

export const dependencies = pgTable('dependencies', {
  ...project(),
  predecessor: text('predecessor').notNull(),
  successor: text('successor').notNull(),
  type: text('type').$type<DependencyType>().notNull(),
  lag: doublePrecision('lag').notNull(),
});

export const resources = pgTable('resources', {
  ...project(),
  id: text('id').notNull(),
  fields: json('fields').$type<Fields>().notNull(),
});

export const copies = pgTable('copies', {
  ...project(),
  copyId: uuid('copy_id').notNull(),
  userId: uuid('user_id').notNull(),
  revision: integer('revision').notNull(),
  origin: text('origin').$type<'layout' | 'upload' | 'download'>().notNull(),
  shadowBlob: text('shadow_blob'),
  workbookBlob: text('workbook_blob'),
  issuedAt: instant('issued_at').notNull(),
  lastSyncedAt: instant('last_synced_at'),
  revokedAt: instant('revoked_at'),
});

export const conflicts = pgTable('conflicts', {
  ...project(),
  id: uuid('id').notNull(),
  uploadId: uuid('upload_id'),
  subject: json('subject').$type<Subject>().notNull(),
  subjectKey: text('subject_key').notNull(),
  taskName: text('task_name'),
  reason: text('reason').notNull(),
  base: json('base').$type<SubjectState>(),
  ours: json('ours').$type<SubjectState>(),
  theirs: json('theirs').$type<SubjectState>(),
  standing: text('standing').$type<'ours' | 'theirs'>().notNull(),
  status: text('status').$type<'open' | 'resolved'>().notNull(),
  resolution: text('resolution'),
  value: json('value').$type<SubjectState>(),
  revision: integer('revision').notNull(),
  createdBy: uuid('created_by').notNull(),
  createdAt: instant('created_at').notNull(),
  resolvedBy: uuid('resolved_by'),
  resolvedAt: instant('resolved_at'),
});

export const presence = pgTable('presence', {
  ...project(),
  userId: uuid('user_id').notNull(),
  session: text('session').notNull(),
  door: text('door').notNull(),
  editing: boolean('editing').notNull(),
  taskIds: json('task_ids').$type<readonly string[]>().notNull(),
  cells: json('cells').$type<readonly string[]>().notNull(),
  since: instant('since').notNull(),
  expiresAt: instant('expires_at').notNull(),
});

export const davLinks = pgTable('dav_links', {
  ...tenant(),
  projectId: uuid('project_id'),
  id: uuid('id').notNull(),
  userId: uuid('user_id').notNull(),
  tokenHash: bytea('token_hash').notNull(),
  createdAt: instant('created_at').notNull(),
  usedAt: instant('used_at').notNull(),
  endedAt: instant('ended_at'),
  view: json('view').$type<StoredView>().notNull(),
  held: json('held').$type<DavHeld | null>(),
  files: text('files').array().notNull(),
});
