/** What a list is asked for: `filter` with one `eq`, `startIndex` from 1, `count`. */
import type { Slice } from '../../ports/provisioning.ts';
import { isUuid } from '../../services/house.ts';
import type { Resource } from '../../services/provisioning/patch.ts';
import { Refusal } from '../../services/refusal.ts';

const most = 200;

/** `fields`: which may be asked for, by their names in small letters. Throws BAD_REQUEST. */
export function sliceOf<F extends string>(query: Resource, fields: Readonly<Record<string, F>>): Slice<F> {
  const whole = (name: string, otherwise: number): number => {
    const text = query[name];
    return typeof text === 'string' && /^\d{1,9}$/.test(text) ? Number(text) : otherwise;
  };
  const page = { from: Math.max(0, whole('startIndex', 1) - 1), limit: Math.min(most, whole('count', most)) };
  const { filter } = query;
  if (filter === undefined || filter === '') return page;
  const found = /^\s*([\w.:[\]" ]+?)\s+eq\s+"((?:[^"\\]|\\.)*)"\s*$/i.exec(String(filter));
  const name = found?.[1]?.toLowerCase().replace(/\[type eq "\w+"\]/, '') ?? '';
  const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
  if (!found || field === undefined)
    throw new Refusal('BAD_REQUEST', `filter is one of ${Object.values(fields).join(', ')}, eq and a text`, {
      scimType: 'invalidFilter',
    });
  const value = (found[2] ?? '').replaceAll(/\\(.)/g, '$1');
  if (field === 'id' && !isUuid(value)) return { ...page, limit: 0 };
  return { ...page, by: { field, value } };
}
