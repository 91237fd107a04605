/** The plan as a cloud may hold it: personal values by pseudonyms, names masked in texts, numbers that are personal left out. */
import {
  type FieldDefinition,
  type Fields,
  KnownNames,
  type Privacy,
  privacyOf,
  RESOURCE_FIELDS,
  type Snapshot,
  shareOf,
  splitPeople,
  type Value,
} from '@sprintforge/core';
import type { Pseudonyms as PseudonymList, Secrecy } from '../../ports/engine.ts';
import { Pseudonyms, type Tag } from './pseudonyms.ts';

/** What becomes of the values of one field. */
export interface FieldSecrecy {
  readonly privacy: Privacy;
  /** A list of people, each by their own pseudonym; a text as one; anything else is not sent. */
  readonly form: 'people' | 'text' | 'other';
  readonly tag: Tag;
}

export function fieldSecrecy(
  rules: Secrecy['rules'],
  entity: 'task' | 'resource',
  field: Pick<FieldDefinition, 'key' | 'type'>,
): FieldSecrecy {
  const { key, type } = field;
  const isName = entity === 'resource' && key === 'name';
  const form = type === 'people' ? 'people' : type === 'text' || type === 'choice' ? 'text' : 'other';
  return {
    privacy: privacyOf(rules, entity, field),
    form,
    // so that an assignee and the resource of that name are one
    tag: form === 'people' || isName ? 'person' : `field ${entity} ${key}`,
  };
}

/** Of every field that a plan defines, and of one that it does not define. */
export function secrecyOf(rules: Secrecy['rules'], entity: 'task' | 'resource', fields: readonly FieldDefinition[]) {
  const defined = entity === 'task' ? fields : RESOURCE_FIELDS;
  const known = new Map(defined.map((field) => [field.key, fieldSecrecy(rules, entity, field)]));
  return (key: string, value: Value): FieldSecrecy =>
    known.get(key) ?? fieldSecrecy(rules, entity, { key, type: typeof value === 'number' ? 'number' : 'text' });
}

export interface MaskedPlan {
  readonly plan: Snapshot;
  readonly given: Pseudonyms['given'];
}

export function maskedPlan(plan: Snapshot, secrecy: Secrecy, known: PseudonymList): MaskedPlan {
  const pseudonyms = new Pseudonyms(secrecy.key);
  const names = namesIn(plan, secrecy);
  // else a pseudonym that was carried into a text in the cloud would come back to it as the name
  for (const [pseudonym, value] of known) if (pseudonym.startsWith('Person-')) names.add(value);
  const clean = (text: string): string => names.replaceIn(text, (name) => pseudonyms.of('person', name));
  const ofTask = secrecyOf(secrecy.rules, 'task', plan.fields);
  const ofResource = secrecyOf(secrecy.rules, 'resource', plan.fields);
  const masked = (fields: Fields, of: typeof ofTask): Fields => {
    const all: Record<string, Value> = {};
    for (const [key, value] of Object.entries(fields)) {
      const sent = maskedValue(value, of(key, value), pseudonyms, clean);
      if (sent !== null) all[key] = sent;
    }
    return all;
  };
  return {
    plan: {
      ...plan,
      tasks: new Map([...plan.tasks].map(([id, task]) => [id, { ...task, fields: masked(task.fields, ofTask) }])),
      resources: new Map(
        [...plan.resources].map(([id, one]) => [id, { ...one, fields: masked(one.fields, ofResource) }]),
      ),
      fields: plan.fields
        .filter((field) => isSent(fieldSecrecy(secrecy.rules, 'task', field)))
        .map((field) => ({ ...field, label: clean(field.label) })),
    },
    given: pseudonyms.given,
  };
}

/** A personal number or day cannot be named otherwise: it stays. */
const isSent = ({ privacy, form }: FieldSecrecy): boolean => privacy !== 'personal' || form !== 'other';

function maskedValue(
  value: Value,
  { privacy, form, tag }: FieldSecrecy,
  pseudonyms: Pseudonyms,
  clean: (text: string) => string,
): Value {
  if (privacy === 'public') return value;
  if (privacy === 'internal') return typeof value === 'string' ? clean(value) : value;
  if (typeof value !== 'string' || form === 'other') return null;
  if (form === 'text') return pseudonyms.of(tag, value);
  return splitPeople(value)
    .map((one) => {
      const [name, share] = shareOf(one);
      return pseudonyms.of(tag, name) + share;
    })
    .join(', ');
}

/** Whoever is named in a personal field of people, a resource's name or address; those and the others that are given. */
function namesIn(plan: Snapshot, { rules, people }: Secrecy): KnownNames {
  const names = new KnownNames();
  for (const person of people) names.addWithParts(person);
  const lists = plan.fields.filter((field) => {
    const { privacy, form } = fieldSecrecy(rules, 'task', field);
    return privacy === 'personal' && form === 'people';
  });
  for (const { fields } of plan.tasks.values())
    for (const { key } of lists) {
      const value = fields[key];
      if (typeof value === 'string') for (const one of splitPeople(value)) names.add(shareOf(one)[0]);
    }
  const hidden = RESOURCE_FIELDS.filter(
    (field) => ['name', 'email'].includes(field.key) && privacyOf(rules, 'resource', field) === 'personal',
  );
  for (const { fields } of plan.resources.values())
    for (const { key } of hidden) {
      const value = fields[key];
      if (typeof value !== 'string') continue;
      // whoever has an address is a person, and not a team or a role
      if (key === 'name' && fields['email']) names.addWithParts(value);
      else names.add(value);
    }
  return names;
}
