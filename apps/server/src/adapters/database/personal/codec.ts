/** Between the services, which see plain values, and the tables, in which personal ones stand sealed: for one unit of work. */
import { setImmediate as turn } from 'node:timers/promises';
import { ERASED, type FieldDefinition, type PrivacyRules, type Value } from '@sprintforge/core';
import { sql } from 'drizzle-orm';
import { withTexts } from '../../../ports/every-text.ts';
import { NO_PROJECT } from '../column-types.ts';
import type { Session } from '../postgres.ts';
import { withPlaces } from './places.ts';
import { type Entity, type PlaceForm, Scheme } from './scheme.ts';
import { keysIn, type SealedPart, type SubjectKey, withOpened } from './sealed-text.ts';
import type { SubjectKeys } from './subject-keys.ts';
import { type Replace, replaced, type Subject, subjectText } from './subjects.ts';

interface SchemeRow extends Record<string, unknown> {
  readonly fields: readonly FieldDefinition[] | null;
  readonly organisation: PrivacyRules | null;
  readonly project: PrivacyRules | null;
}

export class PersonalCodec {
  readonly keys: SubjectKeys;
  readonly #session: Session;
  readonly #schemes = new Map<string, Scheme>();
  readonly #sealedTexts = new Map<string, string>();
  readonly #openedTexts = new Map<string, unknown>();

  constructor(session: Session, keys: SubjectKeys) {
    this.#session = session;
    this.keys = keys;
  }

  /** What is personal in this plan. */
  async scheme(project: string): Promise<Scheme> {
    const known = this.#schemes.get(project);
    if (known) return known;
    const { db, tenant } = this.#session;
    const rules = (of: string) => sql`(select jsonb_object_agg(c.field, c.class) from field_classes c
      where c.tenant_id = ${tenant} and c.project_id = ${of})`;
    const found = await db.execute<SchemeRow>(sql`
      select (select p.settings -> 'fields' from projects p where p.tenant_id = ${tenant} and p.id = ${project}) as fields,
        ${rules(NO_PROJECT)} as organisation, ${rules(project)} as project`);
    const { fields, organisation, project: own } = found.rows[0]!;
    const scheme = new Scheme({ ...organisation, ...own }, fields ?? []);
    this.#schemes.set(project, scheme);
    return scheme;
  }

  /** The plan has these fields from now on; what others held is personal still. */
  async fieldsChange(project: string, fields: readonly FieldDefinition[]): Promise<void> {
    this.#schemes.set(project, (await this.scheme(project)).with(fields));
  }

  forgetSchemes(): void {
    this.#schemes.clear();
  }

  /** As it is kept. `entity`: of what the rows are that say nothing of it. */
  async sealed<T>(project: string, value: T, entity: Entity = 'task'): Promise<T> {
    const scheme = await this.scheme(project);
    const wanted = new Map<string, Subject>();
    this.#walk(project, scheme, value, entity, (subject, _kind, plain) => {
      wanted.set(subjectText(subject), subject);
      return plain;
    });
    if (wanted.size === 0) return value;
    const keyOf = await this.keys.toSeal(wanted);
    return this.#walk(project, scheme, value, entity, (subject, kind, plain) => {
      const text = subjectText(subject);
      const known = `${kind}${plain}\n${text}`;
      const before = this.#sealedTexts.get(known);
      if (before !== undefined) return before;
      const now = keyOf(text).seal(kind, plain);
      this.#sealedTexts.set(known, now);
      return now;
    });
  }

  /** The same of a text of JSON: a piece of something long, between whose pieces others have their turn. */
  async sealedJson(project: string, json: string, entity: Entity = 'task', spell = JSON.stringify): Promise<string> {
    const scheme = await this.scheme(project);
    if (entity === 'task' && !scheme.mayTouch(json)) return json;
    await turn();
    const before: unknown = JSON.parse(json);
    const after = await this.sealed(project, before, entity);
    return after === before ? json : spell(after);
  }

  /** One value by itself. */
  async sealedValue(project: string, value: string, form: PlaceForm): Promise<string> {
    const wanted = new Map<string, Subject>();
    const place = { project, resource: null };
    replaced(value, form, place, (subject, _kind, plain) => {
      wanted.set(subjectText(subject), subject);
      return plain;
    });
    if (wanted.size === 0) return value;
    const keyOf = await this.keys.toSeal(wanted);
    return replaced(value, form, place, (subject, kind, plain) => keyOf(subjectText(subject)).seal(kind, plain));
  }

  /** With everything that is sealed in it opened; the same reference when nothing is. Of somebody who was erased there is a mark, of their numbers nothing. */
  async opened<T>(value: T): Promise<T> {
    const wanted = new Set<string>();
    eachText(value, (text) => {
      for (const key of keysIn(text)) wanted.add(key);
    });
    if (wanted.size === 0) return value;
    const keyOf = await this.keys.toOpen(wanted);
    return withTexts(value, (text) => {
      if (!this.#openedTexts.has(text))
        this.#openedTexts.set(
          text,
          withOpened(text, (part, all) => plainOf(part, all, keyOf)),
        );
      return this.#openedTexts.get(text);
    }) as T;
  }

  async openedJson(json: string): Promise<string> {
    if (keysIn(json).next().done) return json;
    return JSON.stringify(await this.opened(JSON.parse(json) as unknown));
  }

  #walk<T>(project: string, scheme: Scheme, value: T, entity: Entity, by: Replace): T {
    const visit = (one: Value, form: PlaceForm, resource: string | null): Value =>
      one === null ? one : putBack(one, replaced(one, form, { project, resource }, by));
    return withPlaces(value, scheme, visit, entity);
  }
}

/** A number that nothing was put in the place of is still a number. */
const putBack = (value: Exclude<Value, null>, text: string): Value =>
  typeof value !== 'string' && text === JSON.stringify(value) ? value : text;

function plainOf(part: SealedPart, all: string, keyOf: (id: string) => SubjectKey | null | undefined): unknown {
  const key = keyOf(part.key);
  if (key === null) return part.kind === 'p' ? ERASED : null;
  const plain = key?.open(part) ?? null;
  if (plain === null) return all; // no key of ours: a text that only looks sealed
  return part.kind === 'p' ? plain : (JSON.parse(plain) as unknown);
}

function eachText(node: unknown, look: (text: string) => void): void {
  if (typeof node === 'string') look(node);
  else if (Array.isArray(node)) for (const one of node) eachText(one, look);
  else if (typeof node === 'object' && node !== null && !(node instanceof Uint8Array))
    for (const key in node) eachText((node as Readonly<Record<string, unknown>>)[key], look);
}
