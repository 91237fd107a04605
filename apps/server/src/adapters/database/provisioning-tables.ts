/** The tables of members as a directory says. */
import type { RoleName } from '@sprintforge/protocol';
import { boolean, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import type { ProvisioningSettings } from '../../ports/provisioning.ts';
import { bytea, instant, json, tenant } from './column-types.ts';

export const provisioning = pgTable('provisioning', {
  ...tenant(),
  tokenHash: bytea('token_hash'),
  tokenCreatedAt: instant('token_created_at'),
  roles: json('roles').$type<ProvisioningSettings['roles']>().notNull(),
  defaultRole: text('default_role').$type<RoleName>(),
});

export const provisionedUsers = pgTable('provisioned_users', {
  ...tenant(),
  userId: uuid('user_id').notNull(),
  userName: text('user_name').notNull(),
  externalId: text('external_id'),
  active: boolean('active').notNull(),
  createdAt: instant('created_at').notNull(),
  changedAt: instant('changed_at').notNull(),
});

export const provisionedGroups = pgTable('provisioned_groups', {
  ...tenant(),
  id: uuid('id').notNull(),
  name: text('name').notNull(),
  externalId: text('external_id'),
  createdAt: instant('created_at').notNull(),
  changedAt: instant('changed_at').notNull(),
});

export const provisionedGroupMembers = pgTable('provisioned_group_members', {
  ...tenant(),
  groupId: uuid('group_id').notNull(),
  userId: uuid('user_id').notNull(),
});
