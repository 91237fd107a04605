/** What a cloud did to a plan, with real values: what it did not touch is as it was, and no pseudonym gets past here. */
import {
  type FieldDefinition,
  type Fields,
  isFindable,
  type Resource,
  type Snapshot,
  sameValue,
  shareOf,
  splitPeople,
  type Task,
  type Value,
  withoutEmpty,
} from '@sprintforge/core';
import type { RefusedCell } from '@sprintforge/mapping';
import type { HomecomingJob } from '../../ports/engine.ts';
import { type FieldSecrecy, secrecyOf } from './masked-plan.ts';
import { withPseudonyms } from './pseudonyms.ts';

export interface CloudSides {
  /** With the real values: what the cloud held last. */
  readonly base: Snapshot;
  /** The same two in the cloud's own form. */
  readonly before: Snapshot;
  readonly now: Snapshot;
}

type Wanted = Pick<HomecomingJob, 'secrecy' | 'known'>;

export interface Unmasked {
  readonly plan: Snapshot;
  readonly refused: readonly RefusedCell[];
}

type Known = ReadonlyMap<string, string>;

/** `secrecy` null: nothing is kept from the cloud. */
export function unmaskedPlan({ base, before, now }: CloudSides, { secrecy, known }: Wanted): Unmasked {
  const values = new Map(known);
  const refused: RefusedCell[] = [];
  const secret = (entity: 'task' | 'resource') =>
    secrecy && secrecyOf(secrecy.rules, entity, [...base.fields, ...now.fields]);
  const edited = (of: ReturnType<typeof secret>, id: string, real: Fields = {}, was: Fields = {}, is: Fields = {}) => {
    const fields: Record<string, Value> = { ...real };
    for (const key of new Set([...Object.keys(was), ...Object.keys(is)])) {
      const value = is[key] ?? null;
      if (sameValue(was[key], value)) continue;
      const found = value === null ? null : realValue(value, of?.(key, value) ?? null, values);
      if (found !== null && typeof found === 'object') refused.push(refusedCell(found.code, id, key, value));
      else fields[key] = found;
    }
    return withoutEmpty(fields);
  };
  const [ofTask, ofResource] = [secret('task'), secret('resource')];
  const task = ({ id, parent, rank, fields }: Task): Task => ({
    ...{ id, parent, rank },
    fields: edited(ofTask, id, base.tasks.get(id)?.fields, before.tasks.get(id)?.fields, fields),
  });
  const resource = ({ id, fields }: Resource): Resource => ({
    id,
    fields: edited(ofResource, id, base.resources.get(id)?.fields, before.resources.get(id)?.fields, fields),
  });
  const plan = {
    ...base,
    tasks: new Map([...now.tasks].map(([id, one]) => [id, task(one)])),
    resources: new Map([...now.resources].map(([id, one]) => [id, resource(one)])),
    dependencies: now.dependencies,
    fields: [...base.fields, ...newFields({ base, before, now }, values)],
  };
  return { plan, refused };
}

/** Fields that were made in the cloud. */
function newFields({ base, before, now }: CloudSides, known: Known): FieldDefinition[] {
  const there = new Set([...base.fields, ...before.fields].map(({ key }) => key));
  return now.fields
    .filter(({ key }) => !there.has(key))
    .map((field) => {
      const label = realValue(field.label, { privacy: 'internal', form: 'text', tag: 'person' }, known);
      return typeof label === 'string' ? { ...field, label } : field;
    });
}

type Refused = { readonly code: keyof typeof expectations };

/** `of` null: nothing is kept from the cloud by now, but it may still hold what it was given before. */
function realValue(value: Exclude<Value, null>, of: FieldSecrecy | null, known: Known): Exclude<Value, null> | Refused {
  if (of?.privacy === 'personal') return realPersonal(value, of, known);
  if (typeof value !== 'string') return value;
  return (
    withPseudonyms(value, (found) => (isTranslated(found, of, known) ? known.get(found) : undefined)) ?? {
      code: withPseudonyms(value, (found) => known.get(found)) === null ? 'UNKNOWN_PSEUDONYM' : 'MISPLACED_PSEUDONYM',
    }
  );
}

/** Only what is masked again when the plan goes back; else whoever writes in the cloud could ask for any name. */
function isTranslated(pseudonym: string, of: FieldSecrecy | null, known: Known): boolean {
  if (of === null) return true;
  return of.privacy === 'internal' && pseudonym.startsWith('Person-') && isFindable(known.get(pseudonym) ?? '');
}

function realPersonal(value: Exclude<Value, null>, { form, tag }: FieldSecrecy, known: Known): string | Refused {
  if (typeof value !== 'string' || form === 'other') return { code: 'NOT_A_PSEUDONYM' };
  if (form === 'text') return realName(value.trim(), tag, known);
  const names = splitPeople(value).map((one) => {
    const [name, share] = shareOf(one);
    const real = realName(name, tag, known);
    return typeof real === 'string' ? real + share : real;
  });
  return names.find((name) => typeof name === 'object') ?? names.join(', ');
}

/** A pseudonym of the same kind: a hidden text is nobody's name. */
function realName(name: string, tag: FieldSecrecy['tag'], known: Known): string | Refused {
  const value = known.get(name);
  if (value !== undefined)
    return name.startsWith(tag === 'person' ? 'Person-' : 'Hidden-') ? value : { code: 'MISPLACED_PSEUDONYM' };
  return { code: withPseudonyms(name, () => undefined) === null ? 'UNKNOWN_PSEUDONYM' : 'NOT_A_PSEUDONYM' };
}

const expectations = {
  UNKNOWN_PSEUDONYM: 'pseudonyms as they were sent',
  NOT_A_PSEUDONYM: 'a pseudonym that the cloud was given; new people are named at home',
  MISPLACED_PSEUDONYM: 'pseudonyms in a field like the one that they were sent in',
};

function refusedCell(code: Refused['code'], task_id: string, field: string, value: Value): RefusedCell {
  const [found, expected] = [String(value), expectations[code]];
  const message = `In the cloud ${field} of ${task_id} was set to "${found}"; expected ${expected}. It stays as it is at home.`;
  return { code, sheet: '', cell: '', task_id, field, found, expected, message };
}
