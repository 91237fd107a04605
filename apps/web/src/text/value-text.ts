import { ERASED } from '@sprintforge/core';
import type { Formats } from './formats.ts';
import type { Messages } from './messages.ts';

/** A value of the plan as a person reads it: by its field's type, whole tasks by their name, edges as one writes them. */
export function valueText(t: Messages, format: Formats, value: unknown, type?: string | null): string {
  if (value === null || value === undefined || value === '') return t.fields['empty'] ?? '';
  if (typeof value === 'boolean') return (value ? t.fields['yes'] : t.fields['no']) ?? '';
  if (typeof value === 'number') return type === 'percent' ? format.percent(value) : format.number(value);
  if (typeof value === 'object') return entityText(format, value);
  return type === 'date' ? format.day(String(value)) : String(value).replaceAll(ERASED, t.fields['erased'] ?? ERASED);
}

interface Entity {
  readonly fields?: Readonly<Record<string, unknown>>;
  readonly predecessor?: string;
  readonly type?: string;
  readonly lag?: number;
  readonly id?: string;
}

function entityText(format: Formats, value: object): string {
  const { fields, predecessor, type, lag, id } = value as Entity;
  if (predecessor !== undefined)
    return `${predecessor} ${type}${lag ? ` ${lag > 0 ? '+' : ''}${format.number(lag)}` : ''}`;
  const name = fields?.['name'];
  return typeof name === 'string' ? name : (id ?? '');
}

/** What of a task is spoken of: the plan's own label, else the catalogue's. */
export function fieldText(
  t: Messages,
  labels: ReadonlyMap<string, string>,
  { kind, field }: { readonly kind: string; readonly field: string | null },
): string {
  if (field === null)
    return t.fields[kind === 'dependency' ? 'predecessors' : kind === 'resource' ? '@resource' : '@task'] ?? kind;
  return labels.get(field) ?? t.fields[field] ?? field;
}
