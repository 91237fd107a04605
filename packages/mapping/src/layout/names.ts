import type { FieldDefinition } from '@sprintforge/core';

/** Prefix of the hidden names by which columns are found again (rule C1). */
export const HIDDEN_PREFIX = '_sf_';
/** Hidden name of the first row below the table, when something of the person's own stands there. */
export const END_NAME = '_sf__end';
/** Hidden name with the copy's identity as a text constant. */
export const COPY_NAME = '_sf__copy';
/** Hidden name over the Task IDs of `_SYNC_STATUS`: conditional formats may use names of other sheets, not their cells. */
export const STATUS_NAME = '_SYNC_STATUS_IDS';
/** Hidden names of the system columns. */
export const SYSTEM_NAMES = {
  status: '_sf__status',
  changedBy: '_sf__changed_by',
  changedAt: '_sf__changed_at',
} as const;

/** Hidden name of a bound column. */
export function hiddenName(field: string): string {
  return HIDDEN_PREFIX + field;
}

const WORDS: Readonly<Record<string, string>> = {
  id: 'TaskID',
  name: 'TaskName',
  start: 'StartDate',
  finish: 'FinishDate',
  duration: 'Duration',
  status: 'Status',
  percent: 'PercentComplete',
  assignee: 'Assignee',
  priority: 'Priority',
  cost: 'Cost',
  notes: 'Notes',
  wbs: 'WBS',
  predecessors: 'Predecessors',
  level: 'OutlineLevel',
  number: 'RowNumber',
  delete: 'DeleteMark',
};

/** Names of the levels below the first. */
const LEVELED = /^name([2-9])$/;

/** The name people use in their formulas: `Cost_Range`. Custom fields take their label's letters and digits. */
export function publicName(field: string, fields: readonly FieldDefinition[]): string {
  const known = Object.hasOwn(WORDS, field) ? WORDS[field] : undefined;
  if (known !== undefined) return `${known}_Range`;
  const level = LEVELED.exec(field)?.[1];
  if (level !== undefined) return `TaskName${level}_Range`;
  const label = fields.find((definition) => definition.key === field)?.label ?? field;
  const word = label.replace(/[^\p{L}\p{N}]+/gu, '');
  return /^\p{L}/u.test(word) ? `${word.slice(0, 80)}_Range` : `F_${(word || field).slice(0, 80)}_Range`;
}
