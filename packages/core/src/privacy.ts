/** How far the values of a field may go, and what is assumed where nobody has said so. */
import type { FieldDefinition, FieldKey } from './types.ts';

/**
 * - `personal`: says who somebody is or what they earn; never leaves the house that holds it, unless somebody allows just that
 * - `internal`: may leave it, with the names of known people masked
 * - `public`: may leave it as it is
 */
export type Privacy = 'personal' | 'internal' | 'public';

/** Stands where something stood about a person who was erased. */
export const ERASED = '[erased]';

/** By field: the key of a task's field, or `resource.` and the key of a resource's. */
export type PrivacyRules = Readonly<Record<string, Privacy>>;

/** Fields of resources that every plan may have. */
export const RESOURCE_FIELDS: readonly FieldDefinition[] = [
  { key: 'name', label: 'Name', type: 'text' },
  { key: 'email', label: 'E-mail', type: 'text' },
  { key: 'role', label: 'Role', type: 'text' },
  { key: 'capacity', label: 'Capacity', type: 'percent' },
  { key: 'rate', label: 'Rate', type: 'money' },
];

/** What they are without anybody's word. Every other field of people is personal too, and all the rest internal. */
const STANDARD: PrivacyRules = {
  assignee: 'personal',
  'resource.name': 'personal',
  'resource.email': 'personal',
  'resource.rate': 'personal',
};

/** How a field is named in `PrivacyRules`. */
export const privacyKey = (entity: 'task' | 'resource', field: FieldKey): string =>
  entity === 'task' ? field : `resource.${field}`;

/** What the rules say of a field; a field that they do not name is as it is by itself. */
export function privacyOf(
  rules: PrivacyRules,
  entity: 'task' | 'resource',
  { key, type }: Pick<FieldDefinition, 'key' | 'type'>,
): Privacy {
  const name = privacyKey(entity, key);
  return rules[name] ?? STANDARD[name] ?? (type === 'people' ? 'personal' : 'internal');
}
