/** A plan in which somebody is named no more. */
import {
  ERASED,
  type Fields,
  joinPeople,
  KnownNames,
  type Snapshot,
  shareOf,
  splitPeople,
  type Value,
} from '@sprintforge/core';

/** `names`: whole names and addresses, found however they are written in capitals. Of a resource that is one of them everything personal goes. */
export function erasedPlan(plan: Snapshot, names: readonly string[]): Snapshot {
  const known = new KnownNames();
  for (const name of names) known.add(name);
  const wanted = new Set(names.map((name) => name.toLowerCase()));
  const isOne = (text: Value | undefined): boolean => typeof text === 'string' && wanted.has(text.trim().toLowerCase());
  const lists = new Set(plan.fields.filter(({ type }) => type === 'people').map(({ key }) => key));
  const cleaned = (fields: Fields): Fields =>
    mapped(fields, (value, key) => {
      if (typeof value !== 'string') return value;
      if (!lists.has(key)) return known.replaceIn(value, () => ERASED);
      const people = splitPeople(value).map(shareOf);
      if (!people.some(([name]) => isOne(name))) return value;
      return joinPeople(people.map(([name, share]) => (isOne(name) ? ERASED : name) + share));
    });
  const ofResource = (fields: Fields): Fields =>
    isOne(fields['name']) || isOne(fields['email'])
      ? mapped(fields, (value, key) => (key === 'name' ? ERASED : isPersonal(key) ? null : value))
      : cleaned(fields);
  return {
    ...plan,
    fields: plan.fields.map((field) => ({ ...field, label: known.replaceIn(field.label, () => ERASED) })),
    tasks: new Map([...plan.tasks].map(([id, task]) => [id, { ...task, fields: cleaned(task.fields) }])),
    resources: new Map([...plan.resources].map(([id, one]) => [id, { ...one, fields: ofResource(one.fields) }])),
  };
}

/** What a resource has that says nothing of who it is stays: a role, how much of them there is. */
const isPersonal = (key: string): boolean => !['role', 'capacity'].includes(key);

function mapped(fields: Fields, change: (value: Value, key: string) => Value): Fields {
  const all = Object.entries(fields).map(([key, value]) => [key, change(value, key)] as const);
  return Object.fromEntries(all.filter(([, value]) => value !== null));
}
