/** Where in an uploaded workbook an edit stands. */
import { PARENT, PREDECESSORS, RANK, type Subject } from '@sprintforge/core';
import { columnOfCell, type PlanRead, rowNumbersOf } from '@sprintforge/mapping';
import { columnLetter } from '@sprintforge/xlsx';
import type { CellPlace } from '../ports/engine.ts';

/** The cell of a field; of a whole or a moved task that of its name; nothing for what has no cell in the table. */
export function cellPlaces(
  plan: PlanRead,
  rowIds: readonly string[],
): (subject: Subject) => { readonly place?: CellPlace } {
  const numbers = rowNumbersOf(plan);
  const rows = new Map(rowIds.map((id, at) => [id, at]));
  const columns = new Map<string, (row: number) => number>(
    plan.mapping.columns.map((binding) => [binding.field, columnOfCell(plan, binding)]),
  );
  const { sheet } = plan.mapping;
  return (subject) => {
    const [id, field] = namedCell(subject);
    const [at, column] = [rows.get(id), columns.get(field)];
    if (at === undefined || column === undefined) return {};
    return { place: { sheet, cell: `${columnLetter(column(at))}${numbers[at]}` } };
  };
}

function namedCell(subject: Subject): readonly [id: string, field: string] {
  if (subject.kind === 'dependency') return [subject.key.split('>')[1]?.split(':')[0] ?? '', PREDECESSORS];
  if (subject.kind === 'task') return [subject.id, 'name'];
  if (subject.kind !== 'field' || subject.entity !== 'task') return ['', ''];
  return [subject.id, subject.field === PARENT || subject.field === RANK ? 'name' : subject.field];
}
