/** Which fields of a plan are personal, as far as the database has to know. */
import { type FieldDefinition, type PrivacyRules, privacyOf, RESOURCE_FIELDS, type Value } from '@sprintforge/core';

/** A list of people, each sealed as that person; a text, sealed as what it says; anything else, sealed as its resource's or its plan's. */
export type PlaceForm = 'people' | 'text' | 'other';
export type Entity = 'task' | 'resource';

/** Of a change set in which no resource is: what it says of them. */
const NO_RESOURCES = '"resources":{"added":[],"changed":[],"removed":[]}';

export class Scheme {
  readonly rules: PrivacyRules;
  readonly #fields: ReadonlyMap<string, FieldDefinition>;
  readonly #signs: readonly string[];

  constructor(rules: PrivacyRules, fields: readonly FieldDefinition[]) {
    this.rules = rules;
    this.#fields = new Map(fields.map((field) => [field.key, field]));
    const named = Object.keys(rules).filter((key) => !key.startsWith('resource.') && rules[key] === 'personal');
    const personal = fields.filter((field) => privacyOf(rules, 'task', field) === 'personal').map(({ key }) => key);
    // a task's name stands under other members as well
    this.#signs = [...new Set([...named, ...personal])].flatMap((key) =>
      key === 'name' ? ['"name"', '"taskName"', '"task_name"'] : [`"${key}"`],
    );
  }

  /** The same for a plan that has these fields too: what one of before held is still personal. */
  with(fields: readonly FieldDefinition[]): Scheme {
    return new Scheme(this.rules, [...this.#fields.values(), ...fields]);
  }

  /** What is sealed by it, told apart from anything else. */
  get print(): string {
    const fields = [...this.#fields.values()].filter((field) => privacyOf(this.rules, 'task', field) === 'personal');
    const resources = RESOURCE_FIELDS.filter((field) => privacyOf(this.rules, 'resource', field) === 'personal');
    const named = Object.keys(this.rules).filter((key) => this.rules[key] === 'personal');
    const kinds = fields.map(({ key, type }) => `${key} ${type}`);
    return JSON.stringify([kinds.sort(), resources.map(({ key }) => key), named.sort()]);
  }

  /** null: it is not personal. */
  formOf(entity: Entity, key: string, value: Value): PlaceForm | null {
    const known = entity === 'task' ? this.#fields.get(key) : RESOURCE_FIELDS.find((field) => field.key === key);
    const type = known?.type ?? (typeof value === 'string' ? 'text' : 'number');
    if (privacyOf(this.rules, entity, { key, type }) !== 'personal') return null;
    if (typeof value !== 'string' || type === 'date') return 'other';
    if (type === 'people') return 'people';
    return entity === 'task' || key === 'name' || key === 'email' ? 'text' : 'other';
  }

  /** false: nothing in this text of JSON is personal, and it need not be taken apart. */
  mayTouch(json: string): boolean {
    return this.#signs.some((sign) => json.includes(sign)) || json.replace(NO_RESOURCES, '').includes('"resource');
  }
}
