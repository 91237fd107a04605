/** The shown plan as a sheet of cells: what they say, how they are typed, which may be written. */
import type { FieldList, TaskRow } from '@sprintforge/protocol';
import { inputTextOf, type Typed, typedValue } from '../../text/typed-value.ts';
import type { Typing } from '../../text/typing.ts';
import { inIds, inNumbers } from './predecessor-numbers.ts';
import type { Line } from './rows.ts';
import type { Writing } from './writing.ts';

export type PlanField = FieldList['fields'][number];

/** Not a field of the server's list: the edges that lead to a task. */
export const predecessors: PlanField = { key: 'predecessors', label: '', type: 'dependencies' };

export interface Sheet {
  readonly lines: readonly Line[];
  readonly fields: readonly PlanField[];
  /** The whole plan, in its order. */
  readonly plan: readonly TaskRow[];
  /** Of a task in the plan, from 1. */
  readonly numberOf: (task: string) => number | undefined;
  /** Of a line, for as long as the page lives: a new task keeps it when the server names it. */
  readonly keyOf: (line: Line | undefined) => string;
  /** A line below the last one takes new tasks. */
  readonly appends: boolean;
  readonly writing: Writing;
  readonly typing: Typing;
}

export const mayWrite = ({ writing }: Sheet, task: TaskRow, field: string): boolean =>
  writing.field(field) && writing.task(task);

/** What stands in the cell when it is edited. */
export function typedTextOf({ typing, numberOf }: Sheet, task: TaskRow, field: PlanField): string {
  if (field.key === 'predecessors') return inNumbers(task.predecessors ?? '', numberOf);
  return inputTextOf(task[field.key], field.type, typing);
}

/** What goes to the clipboard: as typed, but days as every spreadsheet reads them. */
export function copiedTextOf(sheet: Sheet, task: TaskRow, field: PlanField): string {
  return field.type === 'date' ? String(task[field.key] ?? '') : typedTextOf(sheet, task, field);
}

export function readTyped({ typing, plan }: Sheet, field: PlanField, text: string): Typed {
  if (field.key === 'predecessors') return { fits: true, value: inIds(text, (number) => plan[number - 1]?.id) };
  return typedValue(text, field.type, typing);
}
