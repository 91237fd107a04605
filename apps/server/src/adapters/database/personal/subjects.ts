/** Whose a personal value is. */
import type { Value } from '@sprintforge/core';
import { shareOf } from '@sprintforge/core';
import type { PlaceForm } from './scheme.ts';
import { holdsSealed, type SealedKind } from './sealed-text.ts';

export type SubjectForm = 'person' | 'text' | 'resource' | 'plan';

export interface Subject {
  readonly form: SubjectForm;
  /** A normalised value, or the ids that name a resource or a plan. */
  readonly name: string;
}

/** The same text for the same subject, and for no other. */
export const subjectText = ({ form, name }: Subject): string => `${form} ${name}`;

export const resourceSubject = (project: string, id: string): Subject => ({
  form: 'resource',
  name: `${project} ${id}`,
});

/** However a name is written, it is the same person. */
export const normalised = (text: string): string => text.trim().normalize('NFC').toLowerCase();

/** Gives what stands in the place of a value. */
export type Replace = (subject: Subject, kind: SealedKind, plain: string) => string;

/** A value in its place with everything personal replaced. What is sealed already stays. */
export function replaced(
  value: Exclude<Value, null>,
  form: PlaceForm,
  { project, resource }: { readonly project: string; readonly resource: string | null },
  by: Replace,
): string {
  if (typeof value === 'string' && form === 'people') return peopleReplaced(value, by);
  if (typeof value === 'string' && holdsSealed(value)) return value;
  if (typeof value === 'string' && form === 'text') return by({ form: 'text', name: normalised(value) }, 'p', value);
  const subject: Subject = resource === null ? { form: 'plan', name: project } : resourceSubject(project, resource);
  return typeof value === 'string' ? by(subject, 'p', value) : by(subject, 'v', JSON.stringify(value));
}

/** Each name by itself; what stands between them, and how much of them, stays. */
const peopleReplaced = (text: string, by: Replace): string =>
  text
    .split(/([,;|\n\r]+)/)
    .map((part, at) => {
      const [, before = '', inner = '', after = ''] = /^(\s*)(.*?)(\s*)$/s.exec(part) ?? [];
      const [name, share] = shareOf(inner);
      if (at % 2 === 1 || name === '' || holdsSealed(name)) return part;
      return before + by({ form: 'person', name: normalised(name) }, 'p', name) + share + after;
    })
    .join('');
