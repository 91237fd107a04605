/** What a header can mean, and how strongly the words of a language say so. */
export const ROLES = [
  'name',
  'start',
  'finish',
  'duration',
  'status',
  'percent',
  'assignee',
  'predecessors',
  'priority',
  'cost',
  'notes',
  'wbs',
  'level',
  'number',
  'id',
] as const;
export type Role = (typeof ROLES)[number];

/** Which of several columns of one role: the plan, what happened, the frozen plan … */
export type Qualifier = 'plain' | 'planned' | 'estimated' | 'actual' | 'baseline' | 'previous' | 'remaining';

/**
 * Phrases of one language by role, separated by `|`. `phrase~0.6` is a weak sign (0…1, default 1).
 * Written naturally; folding makes them comparable.
 */
export type Terms = Readonly<Partial<Record<Role, string>>>;
