import type { ScreenChoice } from '@sprintforge/protocol';
import { pgTable, text } from 'drizzle-orm/pg-core';
import { project } from './column-types.ts';

export const screenPolicies = pgTable('screen_policies', {
  ...project(),
  kind: text('kind').notNull(),
  choice: text('choice').$type<ScreenChoice>().notNull(),
});
