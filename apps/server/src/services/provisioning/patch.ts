/** PATCH of SCIM (RFC 7644, 3.5.2) on a resource as a value, as directories send it: any case, paths with filters, values as texts. */
import { Refusal } from '../refusal.ts';

export type Resource = Readonly<Record<string, unknown>>;
export interface PatchOperation {
  readonly op: string;
  readonly path?: string | undefined;
  readonly value?: unknown;
}

/** The resource afterwards; throws BAD_REQUEST. What it does not have is added: who reads it picks what they know. */
export function patched(resource: Resource, operations: readonly PatchOperation[]): Resource {
  return operations.reduce((now, operation) => applied(now, operation), resource);
}

const operations = ['add', 'replace', 'remove'] as const;
type Kind = (typeof operations)[number];

function applied(resource: Resource, { op, path, value }: PatchOperation): Resource {
  const kind = operations.find((one) => one === op.toLowerCase());
  if (!kind) throw new Refusal('BAD_REQUEST', 'op is add, replace or remove');
  if (path !== undefined && path !== '') return changed(resource, placeOf(path), kind, value);
  if (!isObject(value)) throw new Refusal('BAD_REQUEST', 'without a path the value is an object');
  return Object.entries(value).reduce((now, [name, one]) => changed(now, placeOf(name), kind, one), resource);
}

interface Place {
  readonly name: string;
  readonly filter?: { readonly name: string; readonly value: string };
  readonly sub?: string;
}

const pathPattern =
  /^(?:urn:[\w:.-]+:(?=[A-Za-z]))?([A-Za-z]\w*)(?:\[(\w+)\s+eq\s+"?([^"\]]*)"?\])?(?:\.([A-Za-z]\w*))?$/i;

function placeOf(path: string): Place {
  const found = pathPattern.exec(path);
  if (!found) throw new Refusal('BAD_REQUEST', 'the path cannot be read');
  const [, name = '', filterName, filterValue = '', sub] = found;
  return { name, ...(filterName ? { filter: { name: filterName, value: filterValue } } : {}), ...(sub ? { sub } : {}) };
}

function changed(resource: Resource, { name, filter, sub }: Place, kind: Kind, value: unknown): Resource {
  const key = keyOf(resource, name);
  const before = resource[key];
  if (filter) return { ...resource, [key]: changedItems(listOf(before), filter, sub, kind, value) };
  if (sub !== undefined) {
    const inner = isObject(before) ? before : {};
    return { ...resource, [key]: changed(inner, { name: sub }, kind, value) };
  }
  if (Array.isArray(before)) return { ...resource, [key]: changedList(before, kind, value) };
  if (kind === 'remove') return { ...resource, [key]: undefined };
  return { ...resource, [key]: isObject(before) && isObject(value) ? merged(before, value) : value };
}

/** Of a list as a whole: items are the same when their `value` is. */
function changedList(before: readonly unknown[], kind: Kind, value: unknown): readonly unknown[] {
  if (kind === 'replace') return listOf(value);
  const named = new Set(listOf(value).map(nameOf));
  const others = before.filter((item) => !named.has(nameOf(item)));
  if (kind === 'add') return [...others, ...listOf(value)];
  return value === undefined || value === null ? [] : others;
}

/** Of the items that the filter fits; one that is not there is made when there is something to say of it. */
function changedItems(
  items: readonly unknown[],
  filter: NonNullable<Place['filter']>,
  sub: string | undefined,
  kind: Kind,
  value: unknown,
): readonly unknown[] {
  const fits = (item: unknown): boolean =>
    isObject(item) && String(item[keyOf(item, filter.name)]).toLowerCase() === filter.value.toLowerCase();
  if (kind === 'remove' && sub === undefined) return items.filter((item) => !fits(item));
  const change = (item: Resource): Resource =>
    sub === undefined ? merged(item, isObject(value) ? value : { value }) : changed(item, { name: sub }, kind, value);
  if (!items.some(fits)) return kind === 'remove' ? items : [...items, change({ [filter.name]: filter.value })];
  return items.map((item) => (fits(item) ? change(item as Resource) : item));
}

const merged = (before: Resource, more: Resource): Resource => ({
  ...before,
  ...Object.fromEntries(Object.entries(more).map(([name, value]) => [keyOf(before, name), value])),
});

/** Names are the same in any case; the resource's own writing stays. */
const keyOf = (resource: Resource, name: string): string =>
  Object.keys(resource).find((key) => key.toLowerCase() === name.toLowerCase()) ?? name;
const isObject = (value: unknown): value is Resource =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const listOf = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];
const nameOf = (item: unknown): string => String(isObject(item) ? item['value'] : item);
