/** Where personal values stand in what the database keeps: rows, change sets, conflicts, reports, entries of the log. */
import type { Value } from '@sprintforge/core';
import type { Entity, PlaceForm, Scheme } from './scheme.ts';

/** A value, how it is to be sealed, and of which resource it is. */
export type Visit = (value: Value, form: PlaceForm, resource: string | null) => Value;

/** How the values of fields are sealed; null: they are not. */
export type Forms = Pick<Scheme, 'formOf'>;

interface Where {
  readonly entity: Entity;
  /** Of the task or resource. */
  readonly id: string | null;
  readonly field: string | null;
}

type Node = Readonly<Record<string, unknown>>;

/** Members that hold a value of the field that is named beside them. */
const VALUES = new Set(['before', 'after', 'base', 'ours', 'theirs', 'value', 'found']);
/** Members that hold a person by name, whatever stands beside them. */
const PERSON = new Set(['ours_by', 'oursBy', 'person']);

/** The same with every personal value replaced; what has none is the same reference. */
export function withPlaces<T>(node: T, scheme: Forms, visit: Visit, entity: Entity = 'task'): T {
  return new Walk(scheme, visit).node(node, { entity, id: null, field: null }) as T;
}

class Walk {
  readonly #scheme: Forms;
  readonly #visit: Visit;

  constructor(scheme: Forms, visit: Visit) {
    this.#scheme = scheme;
    this.#visit = visit;
  }

  node(node: unknown, at: Where): unknown {
    if (typeof node !== 'object' || node === null) return node;
    if (Array.isArray(node)) return this.#list(node, at);
    const here = whereOf(node as Node, at);
    return mapped(node as Node, (value, key) => this.#member(key, value, here, node as Node));
  }

  #list(list: readonly unknown[], at: Where): readonly unknown[] {
    let copy: unknown[] | null = null;
    for (const [index, one] of list.entries()) {
      const now = this.node(one, at);
      if (now === one) continue;
      copy ??= [...list];
      copy[index] = now;
    }
    return copy ?? list;
  }

  #member(key: string, value: unknown, at: Where, beside: Node): unknown {
    if (isNode(value)) {
      if (key === 'fields') return mapped(value, (one, field) => this.#value(one, { ...at, field }));
      if (key === 'choices') return mapped(value, (one) => this.#choice(one));
      // what a message says, in parts
      if (key === 'facts')
        return mapped(value, (one) => (typeof one === 'string' ? this.#message(one, at, beside) : one));
      if (key === 'by' && typeof value['name'] === 'string') return { ...value, name: this.#person(value['name']) };
    }
    if (key === 'people' && Array.isArray(value)) return value.map((one) => this.#member('by', one, at, {}));
    if (isScalar(value)) {
      if (VALUES.has(key)) return this.#value(value, at);
      if (PERSON.has(key)) return typeof value === 'string' ? this.#person(value) : value;
      if (key === 'task_name' || key === 'taskName')
        return this.#value(value, { entity: 'task', id: null, field: 'name' });
      // of a notice
      if (key === 'name' && 'field' in beside) return this.#value(value, { entity: 'task', id: null, field: 'name' });
      if (key === 'message' && typeof value === 'string') return this.#message(value, at, beside);
      return value;
    }
    const entity = key === 'resources' ? 'resource' : key === 'tasks' ? 'task' : at.entity;
    return this.node(value, { ...at, entity });
  }

  #value(value: unknown, { entity, id, field }: Where): unknown {
    if (!isScalar(value) || value === null || value === '' || field === null) return value;
    const form = this.#scheme.formOf(entity, field, value);
    return form === null ? value : this.#visit(value, form, entity === 'resource' ? id : null);
  }

  /** What somebody decided of a conflict: of which field it is stands elsewhere. */
  #choice(choice: unknown): unknown {
    if (!isNode(choice) || typeof choice['value'] !== 'string') return choice;
    return { ...choice, value: this.#visit(choice['value'], 'text', null) };
  }

  #person = (name: string): Value => (name === '' ? name : this.#visit(name, 'people', null));

  /** What is said of a personal value, or of people, may quote them. */
  #message(text: string, { entity, field }: Where, beside: Node): Value {
    const isPersonal = 'people' in beside || (field !== null && this.#scheme.formOf(entity, field, text) !== null);
    return isPersonal ? this.#visit(text, 'text', null) : text;
  }
}

function whereOf(node: Node, at: Where): Where {
  const subject = isNode(node['subject']) ? node['subject'] : {};
  const kinds = [subject['entity'], subject['kind'], node['kind']];
  const entity = kinds.find((kind) => kind === 'task' || kind === 'resource') as Entity | undefined;
  const ids = [subject['id'], node['task_id'], node['id'], at.id];
  const fields = [subject['field'], node['field']];
  return {
    entity: entity ?? at.entity,
    id: (ids.find((id) => typeof id === 'string') as string | undefined) ?? null,
    field: (fields.find((field) => typeof field === 'string') as string | undefined) ?? null,
  };
}

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value);
const isScalar = (value: unknown): value is Value => typeof value !== 'object' || value === null;

/** Copied only where something changes: most of what is kept holds nothing personal. */
function mapped(node: Node, change: (value: unknown, key: string) => unknown): Node {
  let copy: Record<string, unknown> | null = null;
  for (const key of Object.keys(node)) {
    const now = change(node[key], key);
    if (now === node[key]) continue;
    copy ??= { ...node };
    copy[key] = now;
  }
  return copy ?? node;
}
