import { customFieldKey, type FieldType } from '@sprintforge/core';
import { columnLetter, type Workbook, type Worksheet } from '@sprintforge/xlsx';
import type { ColumnBinding, Detection, TableMapping } from './api.ts';
import { referenceStyle } from './dependencies/reference-style.ts';
import type { BoundColumn } from './detect/bind-columns.ts';
import { type Candidate, readCandidate } from './detect/candidates.ts';
import type { ColumnProfile } from './detect/column-profile.ts';
import { type ColumnSample, columnSample, columnStyle, ROLE_TYPE } from './detect/column-style.ts';
import { headerText } from './detect/header-block.ts';
import { applyHint, type DetectionHint } from './detect/hint.ts';
import { betterNumber } from './detect/number-column.ts';
import { outlineOf } from './detect/outline.ts';
import { findResources } from './detect/resources.ts';
import { NAME_LEVELS } from './layout/structural.ts';
import { matchHeader } from './vocabulary/match-header.ts';

const HEADER_ROWS_SEARCHED = 250;
const CANDIDATES_PER_SHEET = 8;
const STYLE_ROWS = 2000;
const LEAST_SCORE = 3.9;
const PROMISING = 0.5;
const ABOUT_AS_GOOD = 0.93;

/**
 * Finds the task table of a workbook, the plan's own or a stranger's (rule C4). `table` is null where there is none of
 * the usual kind: no column for the task's name, or nothing planned beside it. Never throws for what a workbook holds.
 * A hint names the sheet, the header row, or columns by letter (`{ C: 'name' }`; an empty field unbinds).
 */
export function findTable(workbook: Workbook, hint: DetectionHint = {}): Detection {
  const candidates = findCandidates(workbook, hint);
  const best = candidates[0];
  const chosen = best !== undefined && (best.score >= LEAST_SCORE || hint.headerRow !== undefined) ? best : undefined;
  const described = chosen === undefined ? undefined : describe(workbook, applyHint(chosen, hint));
  return {
    table: described?.table ?? null,
    columns: described?.columns ?? [],
    candidates: candidates.slice(chosen === undefined ? 0 : 1, 10).map(({ block, score }) => ({
      sheet: block.sheet.name,
      headerRow: block.lastRow,
      score: Math.round(score * 100) / 100,
    })),
    resources: findResources(workbook, described?.table ?? null),
  };
}

function findCandidates(workbook: Workbook, hint: DetectionHint): Candidate[] {
  const wanted = hint.sheet === undefined ? undefined : workbook.sheet(hint.sheet);
  const sheets = hint.sheet === undefined ? workbook.sheets : wanted === undefined ? [] : [wanted];
  const found: Candidate[] = [];
  for (const sheet of sheets) {
    if (sheet.name.startsWith('_')) continue;
    const forced = hint.headerRow !== undefined;
    const rows = forced ? [hint.headerRow] : promisingRows(sheet);
    for (const row of rows) {
      const candidate = readCandidate(workbook, sheet, row, forced);
      if (candidate !== undefined) found.push(candidate);
    }
  }
  return ranked(found);
}

/** Best first; of those about as good as the best, the one that comes first in the workbook. One candidate per header. */
function ranked(found: Candidate[]): Candidate[] {
  found.sort((a, b) => b.score - a.score || place(a, b));
  const close = found.filter(({ score }) => score >= (found[0]?.score ?? 0) * ABOUT_AS_GOOD).sort(place);
  const seen = new Set<string>();
  return [...close.slice(0, 1), ...found].filter(({ block }) => {
    const key = `${block.sheet.index}!${block.lastRow}`;
    return seen.has(key) ? false : seen.add(key);
  });
}

function place(a: Candidate, b: Candidate): number {
  return a.block.sheet.index - b.block.sheet.index || a.block.lastRow - b.block.lastRow || b.score - a.score;
}

/** Rows with several header words, the richest first; cheap, before anything below them is read. */
function promisingRows(sheet: Worksheet): number[] {
  const scored: { row: number; roles: number }[] = [];
  let seen = 0;
  for (const row of sheet.rows()) {
    if (++seen > HEADER_ROWS_SEARCHED) break;
    const roles = new Set<string>();
    for (const cell of sheet.row(row)) {
      const text = headerText(cell);
      const first = text === undefined ? undefined : matchHeader(text).roles[0];
      if (first !== undefined && first.confidence >= PROMISING) roles.add(first.role);
    }
    if (roles.size >= 2) scored.push({ row, roles: roles.size });
  }
  const listed = sheet.tables.map(({ range }) => range.firstRow);
  const best = scored
    .sort((a, b) => b.roles - a.roles || a.row - b.row)
    .slice(0, CANDIDATES_PER_SHEET)
    .map(({ row }) => row);
  return [...new Set([...best, ...listed.slice(0, CANDIDATES_PER_SHEET)])];
}

function describe(workbook: Workbook, candidate: Candidate): { table: TableMapping; columns: Detection['columns'] } {
  const { block, bound, levels, rows } = candidate;
  const plain = betterNumber(candidate, bound).map((column) => bindingOf(workbook, candidate, column));
  const bindings = [...plain, ...nameBindings(candidate), ...parentBindings(candidate)].sort(byColumn);
  const columns = withReferences(candidate, bindings);
  const table: TableMapping = {
    sheet: block.sheet.name,
    headerRow: block.lastRow,
    firstHeaderRow: block.firstRow,
    firstRow: rows[0] ?? block.lastRow + 1,
    lastRow: rows.at(-1) ?? block.lastRow,
    columns,
    idColumn: columns.find(({ field }) => field === 'id')?.column ?? null,
    listObject: candidate.table?.name ?? null,
    outline: outlineOf(block.sheet, columns, rows),
    ...(levels.length > 0 ? { nameColumns: levels.length + 1 } : {}),
  };
  return { table, columns: listColumns(candidate, columns) };
}

const byColumn = (a: ColumnBinding, b: ColumnBinding): number => a.column - b.column;

/** Names of the levels below the first. */
function nameBindings({ bound, levels }: Candidate): ColumnBinding[] {
  const confidence = bound.find(({ role }) => role === 'name')?.confidence ?? 1;
  return NAME_LEVELS.slice(0, levels.length).map((field, at) => {
    const { column, text } = levels[at]!;
    return { column, header: text, field, type: 'text', confidence, style: {} };
  });
}

/** What a task stands under, where each row says it: a field of its own, for the plan has no row for that. */
function parentBindings({ parents }: Candidate): ColumnBinding[] {
  const taken = new Set<string>();
  return parents.map(({ column, text }) => {
    const field = customFieldKey(text, taken);
    taken.add(field);
    return { column, header: text, field, type: 'text', confidence: PARENT, style: {} };
  });
}

const PARENT = 0.7;

/** Types whose cells are written in one of several ways. */
const STYLED: ReadonlySet<FieldType> = new Set([
  'date', 'percent', 'duration', 'people', 'dependencies', 'number', 'integer', 'money',
]); // biome-ignore format: one line reads better

function bindingOf(workbook: Workbook, candidate: Candidate, { header, role, confidence }: BoundColumn): ColumnBinding {
  const { column, text } = header;
  const named = ROLE_TYPE[role];
  if (!STYLED.has(named)) return { column, header: text, field: role, type: named, confidence, style: {} };
  const cells = columnSample(candidate.block.sheet, column, candidate.rows.slice(0, STYLE_ROWS));
  const type = named === 'date' && arePeriods(cells, candidate.profiles.get(column)) ? 'number' : named;
  const style = columnStyle(type, workbook, cells, header.match.unit);
  return { column, header: text, field: role, type, confidence, style };
}

/** Months or weeks counted from the beginning of the project, in a column that is called a date. */
function arePeriods({ values }: ColumnSample, days: ColumnProfile | undefined): boolean {
  if (days === undefined || days.numbers === 0 || days.dates + days.dateTexts > 0) return false;
  return values.every((value) => typeof value !== 'number' || Math.abs(value) < 10_000);
}

function withReferences({ block, rows }: Candidate, bindings: ColumnBinding[]): ColumnBinding[] {
  return bindings.map((binding) => {
    if (binding.field !== 'predecessors') return binding;
    const reference = referenceStyle(block.sheet, bindings, rows);
    return { ...binding, style: { ...binding.style, reference } };
  });
}

function listColumns({ columns, levels }: Candidate, bindings: readonly ColumnBinding[]): Detection['columns'] {
  const all = [...columns, ...levels.filter((level) => !columns.includes(level))].sort((a, b) => a.column - b.column);
  return all.map(({ column, text }) => {
    const binding = bindings.find((candidate) => candidate.column === column);
    return {
      column: columnLetter(column),
      header: text,
      field: binding?.field ?? null,
      type: binding?.type ?? null,
      confidence: binding?.confidence ?? 0,
    };
  });
}
