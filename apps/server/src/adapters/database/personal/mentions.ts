/** Where somebody may be named besides the rows of plans: names that people gave, messages, what waits to be sent and what was. */
import { sql } from 'drizzle-orm';
import { withTexts } from '../../../ports/every-text.ts';
import type { RowPlace } from '../../../ports/personal.ts';
import type { Session } from '../postgres.ts';
import { type Forms, withPlaces } from './places.ts';
import { changeRows, columnsOf, inJson, likeAny, type WalkedTable } from './row-walk.ts';
import type { Entity } from './scheme.ts';
import { holdsSealed } from './sealed-text.ts';

/** Without the audit log, which is hashed as it is. */
const TABLES: readonly WalkedTable[] = [
  { name: 'projects', texts: ['name'], atOnce: 100 },
  { name: 'revisions', texts: ['message'], atOnce: 500 },
  { name: 'shared_columns', texts: ['header'], atOnce: 100 },
  { name: 'archived_fields', texts: ['label'], atOnce: 100 },
  { name: 'tokens', texts: ['name'], atOnce: 500 },
  { name: 'account_links', texts: ['name'], atOnce: 500 },
  { name: 'uploads', json: ['result'], atOnce: 10 },
  { name: 'parked_uploads', texts: ['detail'], json: ['result', 'decision'], atOnce: 10 },
  { name: 'async_uploads', json: ['request', 'result', 'problem'], atOnce: 10 },
  { name: 'notifications', json: ['details'], atOnce: 500 },
  { name: 'dav_links', json: ['view', 'held'], atOnce: 20 },
  { name: 'hybrid_links', json: ['report'], atOnce: 100 },
  { name: 'webhook_deliveries', texts: ['body', 'fault'], atOnce: 200 },
];

/** Of the whole organisation one batch of rows in which one of these stands; where to go on, or null when that was the last. */
export const changeMentions = (
  session: Session,
  texts: readonly string[],
  change: (text: string) => string,
  from: RowPlace | null,
): Promise<RowPlace | null> => {
  const spelled = likeAny(inJson(texts));
  return changeRows(
    session,
    TABLES,
    (table) => {
      const named = columnsOf(table).map((column) => sql`t.${sql.identifier(column)}::text ${spelled}`);
      return sql`t.tenant_id = ${session.tenant} and (${sql.join(named, sql` or `)})`;
    },
    async ({ body, ...row }) => ({ ...unnamed(row, change), ...bodyOf(body, change) }),
    from,
  );
};

/** What is posted to a webhook is a text of JSON, made by us. */
function bodyOf(body: unknown, change: (text: string) => string): Readonly<Record<string, unknown>> {
  return typeof body === 'string' ? { body: JSON.stringify(unnamed(JSON.parse(body), change)) } : {};
}

/** Words of the machine's own, which may be somebody's name as well: kinds, states, names of fields. */
const token = /^[a-z][a-z_]*$/;

/** As if every field were personal. */
const everything: Forms = { formOf: () => 'text' };

/**
 * A row with every text in it changed that people may have written and that is not sealed: values whatever they are, anything else unless
 * it is a word of the machine's. Columns in which nothing is another stay the same reference.
 */
export function unnamed(
  row: Readonly<Record<string, unknown>>,
  change: (text: string) => string,
  entity?: Entity,
): Record<string, unknown> {
  const written = (text: string): string => (holdsSealed(text) ? text : change(text));
  const spoken = (text: string): string => (token.test(text) ? text : written(text));
  const values = withPlaces(row, everything, (value) => (typeof value === 'string' ? written(value) : value), entity);
  const pairs = Object.entries(row).map(([column, before]) => {
    const after = withTexts(values[column], spoken);
    return [column, JSON.stringify(after) === JSON.stringify(before) ? before : after] as const;
  });
  return Object.fromEntries(pairs);
}
