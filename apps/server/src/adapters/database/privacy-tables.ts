import type { Privacy } from '@sprintforge/core';
import { pgTable, text } from 'drizzle-orm/pg-core';
import { project } from './column-types.ts';

export const fieldClasses = pgTable('field_classes', {
  ...project(),
  field: text('field').notNull(),
  class: text('class').$type<Privacy>().notNull(),
});
