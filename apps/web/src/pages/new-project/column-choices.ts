import type { MappingHint } from '@sprintforge/protocol';
import type { Place } from './table-place.tsx';

/** What the person says that a column means: field key by column letter, `''` for a private one. */
export type ColumnChoices = Readonly<Record<string, string>>;

export const mappingOf = (place: Place, choices: ColumnChoices): MappingHint =>
  Object.keys(choices).length > 0 ? { ...place, columns: { ...choices } } : { ...place };

/** The fields that a column can be read as, in the order in which they are offered. */
export const standardFields = [
  'name',
  'name2',
  'name3',
  'name4',
  'start',
  'finish',
  'duration',
  'percent',
  'status',
  'assignee',
  'predecessors',
  'priority',
  'cost',
  'notes',
  'wbs',
] as const;

export type Sureness = 'high' | 'middle' | 'low';

export const surenessOf = (confidence: number): Sureness =>
  confidence >= 0.8 ? 'high' : confidence >= 0.5 ? 'middle' : 'low';
