/** What an Office Script holds in a copy: columns F to H of `_HASH`, beside the hashes that are signed. */
import { PREDECESSORS, type TaskId, type Value } from '@sprintforge/core';
import type { CellScalar, SheetCell, Workbook } from '@sprintforge/xlsx';
import type { PlanRead } from '../api.ts';
import { separatorOf } from '../dependencies/format-predecessors.ts';
import { predecessorStyle } from '../dependencies/resolve-predecessors.ts';
import type { HeldCell } from '../identify/brought-forward.ts';
import { hiddenName, publicName } from '../layout/names.ts';
import { findOwn, HASH_SHEET } from '../layout/sheet-names.ts';
import { ASIDE } from '../layout/structural.ts';

/** From which version on the script exchanges, and the server's word that this copy holds it. */
export interface ScriptVersion {
  readonly version: number;
  readonly copy: string;
  readonly receipt: string;
}

/** Longer texts are held by their hash; the scripts have the same number. */
const LONG = 500;
const COLUMN = 6;

/** The lines of the columns, the first of them the head: what the finished copy holds, as a script reads cells. */
export function scriptLines(
  workbook: Workbook,
  plan: PlanRead,
  idOfRow: ReadonlyMap<number, TaskId>,
  kept: readonly TaskId[],
  fields: Parameters<typeof publicName>[1],
  version: ScriptVersion,
): readonly (readonly SheetCell[])[] {
  const { rows, mapping } = plan;
  const sheet = workbook.sheet(mapping.sheet)!;
  // names that stand in several columns wait for an upload, as the outline does that they tell
  const isName = (field: string) => field === 'name' && mapping.outline === 'columns';
  const bound = mapping.columns.filter(({ field }) => !ASIDE.has(field) && !isName(field));
  const columns = bound.map(({ field, type, style }) => ({
    field,
    name: hiddenName(field),
    range: publicName(field, fields),
    type,
    points: type === 'percent' && style.percent === 'points',
    indented: field === 'name' && mapping.outline === 'indent',
    ...(field === PREDECESSORS ? { reference: predecessorStyle(plan), separator: separatorOf(style.separator) } : {}),
  }));
  const head = { ...version, date1904: workbook.date1904, columns };
  const held = rows.flatMap(({ row }) => {
    const id = idOfRow.get(row);
    return id === undefined
      ? []
      : [[id, bound.map(({ column }) => short(sheet.cell(row, column)?.value ?? null))] as const];
  });
  const lines = [...held, ...kept.map((id) => [id, null] as const)];
  return [
    [{ value: HASH_SHEET.mark }, { value: JSON.stringify(head) }],
    ...lines.map(([id, values]) => [{ value: id }, { value: JSON.stringify(values) }]),
  ];
}

/** As the scripts hold a value. */
export function short(value: CellScalar): string | number | boolean {
  if (value === null) return '';
  if (typeof value === 'object') return value.error;
  if (typeof value !== 'string' || value.length <= LONG) return value;
  let [one, two] = [0xdeadbeef, 0x41c6ce57];
  for (let at = 0; at < value.length; at++) {
    one = Math.imul(one ^ value.charCodeAt(at), 2654435761);
    two = Math.imul(two ^ value.charCodeAt(at), 1597334677);
  }
  return `#${value.length}:${(one >>> 0).toString(16)}${(two >>> 0).toString(16)}`;
}

/** What a script says of this copy; undefined when none works in it. Whether it is true is told by its receipt. */
export function readScriptVersion(workbook: Workbook): ScriptVersion | undefined {
  const sheet = findOwn(workbook, HASH_SHEET);
  const head = sheet?.cell(1, COLUMN)?.value === HASH_SHEET.mark ? sheet.cell(1, COLUMN + 1)?.value : undefined;
  if (typeof head !== 'string') return undefined;
  try {
    const { version, copy, receipt } = JSON.parse(head) as Partial<ScriptVersion>;
    if (!Number.isSafeInteger(version) || typeof copy !== 'string' || typeof receipt !== 'string') return undefined;
    return { version: version!, copy, receipt };
  } catch {
    return undefined; // a damaged one says nothing: the copy is what was signed
  }
}

/** The predecessors of each task as the script last saw them, as text. */
export function readHeldTexts(workbook: Workbook): HeldCell[] {
  const sheet = findOwn(workbook, HASH_SHEET)!;
  const cell = (row: number, column: number) => String(sheet.cell(row, column)?.value ?? '');
  try {
    const { columns } = JSON.parse(cell(1, COLUMN + 1)) as { readonly columns: readonly { readonly field: string }[] };
    const at = columns.findIndex(({ field }) => field === PREDECESSORS);
    return (at < 0 ? [] : [...sheet.rows()]).flatMap((row): HeldCell[] => {
      const [id, line] = [cell(row, COLUMN), cell(row, COLUMN + 1)];
      const value = row === 1 || id === '' ? undefined : (JSON.parse(line) as readonly Value[] | null)?.[at];
      return value === undefined ? [] : [{ id, field: PREDECESSORS, value }];
    });
  } catch {
    return []; // a damaged line: the texts are read against the rows of the file
  }
}
