/** Rows of several tables, changed a batch at a time wherever something in them is to be another. */
import { type SQL, sql } from 'drizzle-orm';
import type { RowPlace } from '../../../ports/personal.ts';
import type { Session } from '../postgres.ts';
import type { Entity } from './scheme.ts';

export interface WalkedTable {
  readonly name: string;
  /** Columns that say what the others are of. */
  readonly beside?: readonly string[];
  /** Columns of JSON that may change, and of plain text. */
  readonly json?: readonly string[];
  readonly texts?: readonly string[];
  readonly entity?: Entity;
  /** So many are taken at a time. */
  readonly atOnce: number;
}

export const columnsOf = ({ json = [], texts = [] }: WalkedTable): readonly string[] => [...texts, ...json];

type Row = { readonly at: string; readonly row: Readonly<Record<string, unknown>> } & Record<string, unknown>;

/** A row with what it is of; the same members where nothing changes. */
export type RowChange = (row: Row['row'], entity: Entity | undefined) => Promise<Row['row']>;

/** One batch; where to go on, or null when that was the last. `wanted`: which rows of a table that is called t. */
export async function changeRows(
  { db }: Session,
  tables: readonly WalkedTable[],
  wanted: (table: WalkedTable) => SQL,
  change: RowChange,
  from: RowPlace | null,
): Promise<RowPlace | null> {
  const { table: number, at } = from ?? { table: 0, at: '(0,0)' };
  const table = tables[number];
  if (!table) return null;
  const { name, beside = [], texts = [], entity, atOnce } = table;
  const columns = columnsOf(table);
  const members = [...beside, ...columns].flatMap((column) => [sql`${column}::text`, sql`t.${sql.identifier(column)}`]);
  const found = await db.execute<Row>(sql`
    select t.ctid::text as at, json_build_object(${sql.join(members, sql`, `)}) as row from ${sql.identifier(name)} t
    where ${wanted(table)} and t.ctid > ${at}::tid order by t.ctid limit ${atOnce} for update`);
  for (const { at: place, row } of found.rows) {
    const after = await change(row, entity);
    const changed = columns.filter((column) => after[column] !== row[column]);
    if (changed.length === 0) continue;
    const set = changed.map((column) => {
      const value = texts.includes(column) ? sql`${after[column]}` : sql`${JSON.stringify(after[column])}::json`;
      return sql`${sql.identifier(column)} = ${value}`;
    });
    await db.execute(
      sql`update ${sql.identifier(name)} t set ${sql.join(set, sql`, `)} where t.ctid = ${place}::tid and ${wanted(table)}`,
    );
  }
  const last = found.rows.at(-1);
  return last && found.rows.length === atOnce ? { table: number, at: last.at } : { table: number + 1, at: '(0,0)' };
}

/** Texts as they stand within JSON. */
export const inJson = (texts: readonly string[]): string[] => texts.map((text) => JSON.stringify(text).slice(1, -1));

/** Patterns for `ilike any`: these texts and some more, as which letters are alike besides A to Z not every database knows. */
export const likeAny = (texts: readonly string[]): SQL =>
  sql`ilike any (${sql.param(
    texts.map((text) => `%${text.replaceAll(/[\\%_]/g, '\\$&').replaceAll(/[\u0080-\uffff]+/g, '%')}%`),
  )})`;
