/** Values for requests, out of a schema: what it allows, and what nobody should send. */
import type { Dice } from '../dice.ts';
import type { Schema } from './operations.ts';

/** Ids that mean something, by what takes one: `parent/name` (the path before it, or the member that it is in), else `name`. */
export type Known = Readonly<Record<string, readonly string[]>>;

export const nobody = '00000000-0000-4000-8000-000000000000';

/** Texts that have broken servers. */
const texts: readonly string[] = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud800',
  '\udfff\ud800',
  '__proto__',
  'constructor',
  'toString',
  'null',
  'NaN',
  '-1',
  '0',
  '1e400',
  '99999999999',
  '999999999999999',
  '9'.repeat(400),
  "'; drop table projects; --",
  '%',
  '%00',
  '%ff%fe',
  '../../../../etc/passwd',
  '..%2f..%2f',
  '{{7*7}}',
  '<script>alert(1)</script>',
  '=cmd|calc!A1',
  'e\u0301\u202e\ufeff\u2028',
  '👩‍👩‍👧‍👦'.repeat(40),
  'x'.repeat(70_000),
  '2026-02-30',
  '2026-13-01T99:99:99Z',
  '+275760-09-13T00:00:00.001Z',
  '0001-01-01',
  '99999-01-01',
  'eyJjaGFuZ2UiOnsicmV2aXNpb24iOjFlOTksImlkIjoiXHUwMDAwIn19',
  'eyJwYXRoIjoiXHUwMDAwIn0',
  nobody,
];

const strays: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1.5,
  1e308,
  2 ** 31,
  2 ** 53,
  [],
  {},
  [[[[]]]],
  { $gt: '' },
  { toString: 1 },
  JSON.parse('{"__proto__":{"admin":true}}'),
];

export const strayText = (dice: Dice): string => dice.pick(texts);
export const strayValue = (dice: Dice): unknown => (dice.chance(0.5) ? strayText(dice) : dice.pick(strays));

/** Something that the schema allows, as far as it says; `name`: of the parameter or member. */
export function valid(dice: Dice, schema: Schema, known: Known, name = '', parent = ''): unknown {
  if (schema['const'] !== undefined) return schema['const'];
  const choices = (schema['enum'] ?? schema['anyOf'] ?? schema['oneOf']) as readonly unknown[] | undefined;
  if (choices?.length) {
    const choice = dice.pick(choices);
    return schema['enum'] ? choice : valid(dice, choice as Schema, known, name, parent);
  }
  if (schema['type'] === 'object' || schema['properties']) return validObject(dice, schema, known, name);
  if (schema['type'] === 'array') return validArray(dice, schema, known, name);
  if (schema['type'] === 'integer' || schema['type'] === 'number') return validNumber(dice, schema);
  if (schema['type'] === 'boolean') return dice.chance(0.5);
  if (schema['type'] === 'null') return null;
  return validText(dice, schema, known[`${parent}/${name}`] ?? known[name] ?? []);
}

function validObject(dice: Dice, schema: Schema, known: Known, parent: string): Record<string, unknown> {
  const required = new Set(schema['required'] as readonly string[] | undefined);
  const members = Object.entries((schema['properties'] ?? {}) as Readonly<Record<string, Schema>>);
  return Object.fromEntries(
    members
      .filter(([name]) => required.has(name) || dice.chance(0.5))
      .map(([name, member]) => [name, valid(dice, member, known, name, parent)]),
  );
}

function validArray(dice: Dice, schema: Schema, known: Known, name: string): unknown[] {
  const least = Number(schema['minItems'] ?? 0);
  const count = dice.int(least, Math.min(Number(schema['maxItems'] ?? 3), least + 3));
  const list = Array.from({ length: count }, () => valid(dice, (schema['items'] ?? {}) as Schema, known, name));
  return schema['uniqueItems'] ? [...new Set(list)] : list;
}

function validNumber(dice: Dice, schema: Schema): number {
  const least = Number(schema['minimum'] ?? 0);
  return dice.chance(0.2) && schema['maximum'] !== undefined
    ? Number(schema['maximum'])
    : dice.int(least, Math.min(Number(schema['maximum'] ?? 50), least + 3));
}

function validText(dice: Dice, schema: Schema, meant: readonly string[]): string {
  if (meant.length > 0) return dice.pick(meant);
  if (schema['format'] === 'date-time') return '2026-03-04T05:06:07.890Z';
  if (schema['format'] === 'uuid') return nobody;
  if (schema['format'] === 'email') return `p${dice.int(1, 1e9)}@fuzz.example`;
  if (schema['format'] === 'uri') return 'https://fuzz.example/';
  if (/\\d\{4\}-/.test(String(schema['pattern']))) return '2026-03-04';
  if (/\\d/.test(String(schema['pattern']))) return String(dice.int(1, 99));
  const text = dice.pick(['Ä plan', '2026-03-04', 'SF-0000-0000', 'name', '5', 'a longer text of a person']);
  return text.padEnd(Number(schema['minLength'] ?? 0), 'x').slice(0, Number(schema['maxLength'] ?? 100));
}

/** The value with something in it that does not belong there. */
export function damaged(dice: Dice, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || dice.chance(0.15)) return strayValue(dice);
  const copy: Record<string, unknown> | unknown[] = Array.isArray(value) ? [...value] : { ...value };
  const names = Object.keys(copy);
  const at = dice.chance(0.2) || names.length === 0 ? dice.pick(['__proto__', 'extra', 'id', '0']) : dice.pick(names);
  const put = (member: unknown) =>
    Object.defineProperty(copy, at, { value: member, enumerable: true, configurable: true, writable: true });
  const inner = (copy as Record<string, unknown>)[at];
  if (dice.chance(0.2)) delete (copy as Record<string, unknown>)[at];
  else put(dice.chance(0.5) ? damaged(dice, inner) : strayValue(dice));
  return copy;
}
