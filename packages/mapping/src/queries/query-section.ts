/** All queries of a project as one section, and the way back: whether a section is one of ours. */
import type { FieldDefinition } from '@sprintforge/core';
import {
  columnTypes,
  type Feed,
  LAST_SYNC,
  type PlanQuery,
  planQueries,
  type QueryColumn,
  queryKinds,
  queryNames,
} from './plan-queries.ts';
import { columnsLiteral, queryText, textLiteral } from './query-text.ts';

/** What goes into a workbook (`putQueries` of the workbook engine). */
export interface QuerySection {
  readonly section: string;
  readonly sheets: readonly {
    readonly name: string;
    readonly sheet: string;
    readonly table: string;
    readonly columns: readonly string[];
  }[];
}

/** The queries of a project that has these fields. */
export function querySection(fields: readonly FieldDefinition[], feed: Feed): QuerySection {
  const queries = planQueries(fields);
  return {
    section: sectionText(queries, feed),
    sheets: queries.map(({ name, columns }) => {
      const word = name.split(' ')[1]!;
      const headers = [...columns.map(([, header]) => header), LAST_SYNC];
      return { name, sheet: `Live ${word}`, table: `Live${word}`, columns: headers };
    }),
  };
}

function sectionText(queries: readonly Pick<PlanQuery, 'kind' | 'columns'>[], feed: Feed): string {
  const shared = queries.map((query) => `shared #${textLiteral(queryNames[query.kind])} = ${queryText(query, feed)};`);
  return `section Section1;\r\n\r\n${shared.join('\r\n\r\n').replace(/\r?\n/g, '\r\n')}\r\n`;
}

/** A column of the list in the text of a query. */
const COLUMN = /^\{("(?:[^"]|"")*"), ("(?:[^"]|"")*"), ([\w. ]+)\}(?:, )?/;
const TOKEN = /\bToken = "(sff_[\w-]{20,200})",/;

/** The feed token in a section; undefined: none. */
export const sectionToken = (section: string): string | undefined => TOKEN.exec(section)?.[1];

/**
 * Whether this section is one that we made for this project of this server, with whatever feed token and columns. Told by making it
 * again and comparing: one letter more, and it is not ours. Line ends and blanks around it do not count.
 */
export function isOwnSection(section: string, place: Pick<Feed, 'server' | 'project'>): boolean {
  const token = sectionToken(section);
  const lists = [...section.matchAll(/^ {4}Columns = \{(.*)\},\r?$/gm)].map(([, list = '']) => readColumns(list));
  if (token === undefined || lists.length !== queryKinds.length) return false;
  const queries = queryKinds.flatMap((kind, at) => {
    const columns = lists[at];
    return columns === undefined ? [] : [{ kind, columns }];
  });
  return plain(sectionText(queries, { ...place, token })) === plain(section);
}

const plain = (text: string): string =>
  text
    .replace(/^\ufeff/, '')
    .replaceAll('\r\n', '\n')
    .trim();

/** undefined when it is no list of columns, of types that we use. */
function readColumns(list: string): readonly QueryColumn[] | undefined {
  const columns: QueryColumn[] = [];
  for (let rest = list; rest !== ''; ) {
    const [found, key = '', header = '', type = ''] = COLUMN.exec(rest) ?? [];
    if (found === undefined || !columnTypes.has(type)) return undefined;
    columns.push([readText(key), readText(header), type]);
    rest = rest.slice(found.length);
  }
  return columnsLiteral(columns) === `{${list}}` ? columns : undefined;
}

/** The way back from `textLiteral`. */
const readText = (literal: string): string =>
  literal
    .slice(1, -1)
    .replaceAll('""', '"')
    .replace(/#\((#|[0-9a-f]{4})\)/g, (_, code: string) =>
      code === '#' ? '#' : String.fromCharCode(Number.parseInt(code, 16)),
    );

/** A text file of the same queries for people who paste them; the project and the token stand in the cells `ProjectId` and `ApiToken`. */
export function queryFile(fields: readonly FieldDefinition[], server: string): string {
  const feed = { server, project: '', token: null };
  const blocks = planQueries(fields).map((query) => `// ---- ${query.name} ----\n${queryText(query, feed)}\n`);
  const how = [
    'Queries of SprintForge Sync, one for each block. In Excel: Data > Get Data > From Other Sources > Blank Query,',
    'Advanced Editor, paste one block. Before: name one cell ProjectId and one ApiToken, with the id and a feed token in them.',
  ];
  return `${how.map((line) => `// ${line}`).join('\n')}\n\n${blocks.join('\n')}`;
}
