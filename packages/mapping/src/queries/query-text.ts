/** The M of the queries. What changes from project to project are literals: the server, the project, the token and the columns. */
import type { Feed, PlanQuery, QueryColumn, QueryKind } from './plan-queries.ts';
import { LAST_SYNC } from './plan-queries.ts';

/** Text in M: quotes are doubled, what M would read as an escape or is no printable letter goes by its number. */
export function textLiteral(text: string): string {
  const escaped = text
    .replaceAll('"', '""')
    .replaceAll('#(', '#(#)(')
    .replace(
      /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g,
      (letter) => `#(${letter.charCodeAt(0).toString(16).padStart(4, '0')})`,
    );
  return `"${escaped}"`;
}

export function columnsLiteral(columns: readonly QueryColumn[]): string {
  return `{${columns.map(([key, header, type]) => `{${textLiteral(key)}, ${textLiteral(header)}, ${type}}`).join(', ')}}`;
}

const members: Readonly<Record<QueryKind, string>> = {
  tasks: 'tasks',
  resources: 'resources',
  dependencies: 'dependencies',
  history: 'revisions',
};

const cell = (name: string): string => `Text.From(Excel.CurrentWorkbook(){[Name = "${name}"]}[Content]{0}[Column1])`;

/**
 * One query. The address is a literal and the rest goes by `RelativePath` and `Query`, so that Excel knows one source and asks once.
 * Pages are followed to their end; whatever goes wrong is told in words, and the rows that were there stay.
 */
export function queryText(
  { kind, columns }: Pick<PlanQuery, 'kind' | 'columns'>,
  { server, project, token }: Feed,
): string {
  const member = members[kind];
  return `let
    Server = ${textLiteral(server)},
    Project = ${token === null ? cell('ProjectId') : textLiteral(project)},
    Token = ${token === null ? cell('ApiToken') : textLiteral(token)},
    Columns = ${columnsLiteral(columns)},
    Reason = (status as number) as text =>
        if status = 401 then "The token of this workbook has expired or was revoked. Download the connected workbook again."
        else if status = 403 then "The token of this workbook may not read this."
        else if status = 404 or status = 410 then "The project is not there any more."
        else if status = 429 then "Too many requests at once. Refresh again in a minute."
        else "The server answered with status " & Text.From(status) & ". Refresh again later.",
    Read = (cursor as nullable text) as record =>
        let
            Response = Web.Contents(Server, [
                RelativePath = "api/projects/" & Project & "/${member}",
                Query = ${kind === 'tasks' || kind === 'history' ? '[limit = "1000"] & (if cursor = null then [] else [cursor = cursor])' : '[]'},
                Headers = [Authorization = "Bearer " & Token, Accept = "application/json"],
                Timeout = #duration(0, 0, 1, 0),
                ManualStatusHandling = {400, 401, 403, 404, 410, 429, 500, 502, 503}
            ]),
            Status = Value.Metadata(Response)[Response.Status],
            Body = if Status = 200 then Json.Document(Response, TextEncoding.Utf8)
                else error Error.Record("SprintForge Sync", Reason(Status), Status)
        in
            Body,
    Next = (page as record) as nullable text => Record.FieldOrDefault(page, "next", null),
    Pages = List.Generate(
        () => Read(null),
        each _ <> null,
        each if Next(_) = null then null else Read(Next(_)),
        each Record.Field(_, "${member}")
    ),
    Cell = (row as record, key as text) as any =>
        let
            Value = Record.FieldOrDefault(row, key, null)
        in
            if Value is record then Record.FieldOrDefault(Value, "name", null) else Value,
    Rows = List.Transform(List.Combine(Pages), (row) => List.Transform(Columns, each Cell(row, _{0}))),
    Plain = Table.FromRows(Rows, List.Transform(Columns, each _{1})),
    Typed = Table.TransformColumnTypes(Plain, List.Transform(Columns, each {_{1}, _{2}}), "en-US"),
    Now = DateTime.LocalNow(),
    Result = Table.AddColumn(Typed, "${LAST_SYNC}", each Now, type datetime)
in
    Result`;
}
