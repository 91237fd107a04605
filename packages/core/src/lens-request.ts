import { isDay } from './day.ts';
import type { Lens } from './lens.ts';
import { type FieldKey, PREDECESSORS, type Snapshot, type TaskId } from './types.ts';
import { splitPeople } from './value.ts';

/**
 * A lens as a person asks for it: fields by key or label (none named: all), a branch by Task ID, outline code or name.
 * An entry of a list may itself be a list with commas, unless the plan knows it as it stands.
 */
export type LensRequest = Partial<Lens>;

/** A request of what a person gave; what is undefined was not asked for. */
export function lensRequest(given: { readonly [K in keyof Lens]?: Lens[K] | undefined }): LensRequest {
  const { fields, assignee, status, from, to, branch } = given;
  return {
    ...(fields ? { fields } : {}),
    ...(assignee ? { assignee } : {}),
    ...(status ? { status } : {}),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(branch === undefined ? {} : { branch }),
  };
}

export type LensAnswer =
  | { readonly lens: Lens }
  /** One sentence: what the plan does not know, and what it knows instead. */
  | { readonly problem: string };

/** The lens of a request, with every word as the plan has it. */
export function lensOf(plan: Snapshot, request: LensRequest): LensAnswer {
  const parts = [
    days(request),
    request.fields ? listed(fieldWords(plan), request.fields, 'fields', 'field') : { fields: fieldKeys(plan) },
    request.assignee ? listed(people(plan), request.assignee, 'assignee', 'assignee') : {},
    request.status ? listed(statuses(plan), request.status, 'status', 'status') : {},
    request.branch === undefined ? {} : branch(plan, request.branch),
  ];
  const lens: Partial<Lens> = {};
  for (const part of parts) {
    if ('problem' in part) return part;
    Object.assign(lens, part);
  }
  const wanted = new Set(['name', ...(lens.fields ?? [])]);
  return { lens: { ...lens, fields: fieldKeys(plan).filter((key) => wanted.has(key)) } };
}

type Part = Partial<Lens> | { readonly problem: string };

function days({ from, to }: LensRequest): Part {
  for (const day of [from, to])
    if (day !== undefined && !isDay(day)) return { problem: `"${day}" is no day like 2026-05-04.` };
  if (from !== undefined && to !== undefined && from > to) return { problem: `${from} is after ${to}.` };
  return { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
}

function fieldKeys(plan: Snapshot): readonly FieldKey[] {
  return ['name', ...plan.fields.map(({ key }) => key).filter((key) => key !== 'name'), PREDECESSORS];
}

/** What each field may be called. */
function fieldWords(plan: Snapshot): ReadonlyMap<string, FieldKey> {
  const words = new Map(plan.fields.map(({ key, label }) => [fold(label), key]));
  for (const key of fieldKeys(plan)) words.set(key, key);
  return words;
}

function people(plan: Snapshot): ReadonlyMap<string, string> {
  const names = [...plan.tasks.values()].flatMap(({ fields }) => splitPeople(textOf(fields.assignee)));
  for (const { fields } of plan.resources.values()) names.push(textOf(fields.name));
  return wordsOf(names);
}

function statuses(plan: Snapshot): ReadonlyMap<string, string> {
  return wordsOf([...plan.tasks.values()].map(({ fields }) => textOf(fields.status)));
}

function wordsOf(texts: readonly string[]): ReadonlyMap<string, string> {
  return new Map(texts.filter((text) => text.trim() !== '').map((text) => [fold(text), text.trim()]));
}

/** Most words that a problem lists. */
const TOLD = 30;

function listed(
  known: ReadonlyMap<string, string>,
  given: readonly string[],
  key: 'fields' | 'assignee' | 'status',
  what: string,
): Part {
  const asked = given.flatMap((text) => (known.has(fold(text)) ? [text] : text.split(',')));
  const unknown = asked.find((text) => !known.has(fold(text)))?.trim();
  if (unknown === undefined) return { [key]: [...new Set(asked.map((text) => known.get(fold(text))!))] };
  const all = [...new Set(known.values())];
  const more = all.length > TOLD ? ` and ${all.length - TOLD} more` : '';
  const instead = all.length === 0 ? 'it has none' : `it has ${all.slice(0, TOLD).join(', ')}${more}`;
  return { problem: `The plan has no ${what} "${unknown}"; ${instead}.` };
}

function branch(plan: Snapshot, given: string): Part {
  const id = given.trim().toUpperCase();
  if (plan.tasks.has(id)) return { branch: id };
  for (const field of ['wbs', 'name'] as const) {
    const named = [...plan.tasks.values()].filter(({ fields }) => fold(textOf(fields[field])) === fold(given));
    if (named.length === 1) return { branch: named[0]!.id as TaskId };
    if (named.length > 1)
      return { problem: `${named.length} tasks are called "${given}"; name the branch by its Task ID.` };
  }
  return { problem: `The plan has no task "${given}"; name the branch by Task ID, outline code or name.` };
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
const fold = (text: string): string => text.trim().toLowerCase();
