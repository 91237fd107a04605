/** Types of columns, and the columns that every table begins with. */
import { customType, uuid } from 'drizzle-orm/pg-core';

/** jsonb as the driver parses it. (drizzle's own parses a JSON string a second time: `"5"` would become a number.) */
export const json = customType<{ data: unknown; driverData: unknown }>({
  dataType: () => 'jsonb',
  toDriver: (value) => JSON.stringify(value),
  fromDriver: (value) => value,
});
/** An instant as ISO text with milliseconds in UTC. */
export const instant = customType<{ data: string; driverData: string }>({
  dataType: () => 'timestamptz',
  fromDriver: (text) => new Date(text).toISOString(),
});
export const bytea = customType<{ data: Uint8Array; driverData: Buffer }>({
  dataType: () => 'bytea',
  toDriver: (value) => Buffer.from(value),
});
/** Stands for the organisation, or for all projects, where a key names a project. */
export const NO_PROJECT = '00000000-0000-0000-0000-000000000000';
export const tenant = () => ({ tenantId: uuid('tenant_id').notNull() });
export const project = () => ({ ...tenant(), projectId: uuid('project_id').notNull() });
