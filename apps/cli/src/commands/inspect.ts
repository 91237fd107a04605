import { importPlan, readPlan } from '@sprintforge/mapping';
import { columnLetter } from '@sprintforge/xlsx';
import { defineCommand } from '../command.ts';
import { type Located, locatePlan } from '../plan-file.ts';
import { freshIds } from '../task-ids.ts';
import { plural, table } from '../terminal.ts';

export const inspect = defineCommand({
  usage: 'inspect <file>',
  summary: 'what a workbook holds: its sheets, the task table, which column is which field',
  examples: ['sprintforge inspect Plan.xlsx'],
  run: async ([file = '']) => {
    const located = await locatePlan(file);
    const document = describeWorkbook(located);
    return { document, text: inspectText(document) };
  },
});

type Description = ReturnType<typeof describeWorkbook>;

function describeWorkbook(located: Located) {
  const { workbook, copy } = located;
  const imported = located.table ? importPlan(readPlan(workbook, located.table, located.resources), freshIds) : null;
  return {
    sheets: workbook.sheets.map((sheet) => ({
      name: sheet.name,
      state: sheet.state,
      rows: sheet.lastRow,
      columns: sheet.lastColumn,
    })),
    table: describeTable(located),
    tasks: imported?.snapshot.tasks.size ?? 0,
    resources: imported?.snapshot.resources.size ?? 0,
    dependencies: imported?.snapshot.dependencies.size ?? 0,
    application: workbook.application,
    ...(copy ? { copy: describeCopy(copy) } : {}),
  };
}

function describeTable({ table: found, detection }: Located) {
  if (!found) return null;
  const bound = new Map(found.columns.map((column) => [columnLetter(column.column), column]));
  const seen =
    detection.table?.sheet === found.sheet && detection.table.headerRow === found.headerRow ? detection.columns : [];
  const unbound = seen.filter((column) => !bound.has(column.column)).map((column) => ({ ...column, field: null }));
  const columns = [...bound].map(([column, { header, field, type, confidence }]) => ({
    column,
    header,
    field,
    type,
    confidence,
  }));
  return {
    sheet: found.sheet,
    headerRow: found.headerRow,
    firstRow: found.firstRow,
    lastRow: found.lastRow,
    columns: [...columns, ...unbound].sort(
      (a, b) => a.column.length - b.column.length || (a.column < b.column ? -1 : 1),
    ),
  };
}

function describeCopy(copy: NonNullable<Located['copy']>) {
  return {
    project_id: copy.project,
    copy_id: copy.copy,
    version: copy.revision,
    issued_to: copy.issuedTo,
    issued_at: copy.issuedAt,
    server: copy.serverUrl,
    ...(copy.lens ? { lens: copy.lens } : {}),
  };
}

function inspectText(found: Description): string {
  const sheets = found.sheets.map((sheet) => [`  ${sheet.name}`, sheet.state, `${sheet.rows} × ${sheet.columns}`]);
  const lines = ['Sheets', table(sheets), ''];
  if (!found.table) return [...lines, 'No task table found.'].join('\n');
  const { table: plan } = found;
  const columns = plan.columns.map((one) => [
    `  ${one.column}`,
    one.header.replace(/\s+/g, ' '),
    one.field ?? '(not managed)',
    one.field ? (one.type ?? '') : '',
    one.field ? `${Math.round(one.confidence * 100)} %` : '',
  ]);
  const counts = [
    plural(found.tasks, 'task'),
    plural(found.resources, 'resource'),
    plural(found.dependencies, 'dependency', 'dependencies'),
  ];
  lines.push(`Task table: ${plan.sheet}, header in row ${plan.headerRow}, rows ${plan.firstRow} to ${plan.lastRow}`);
  lines.push(table(columns), '', counts.join(', '));
  if (found.copy)
    lines.push(
      `A copy of project ${found.copy.project_id} at revision ${found.copy.version}${found.copy.lens ? ', of a part of it (a lens workbook)' : ''}`,
    );
  return lines.join('\n');
}
