/** Predecessors as the person writes them (row numbers, codes, names), and with Task IDs, as the server has them (rule V9). */
import { compareText } from '@sprintforge/core';
import type { BoundColumn } from './copy-of.ts';

/** A row by what predecessors call it; '' when they cannot. */
export interface CalledRow {
  readonly id: string;
  readonly called: string;
}

const TASK_ID = /^SF-[0-9A-Z]{4}-[0-9A-Z]{4}/i;
const LAG = /\s*[+-]\s*\d+(?:\.\d+)?\s*(?:%|\p{L}*)\.?\s*$/u;
const DECIMAL_LAG = /([+-]\s*\d+),(\d+\s*(?:%|\p{L}))/gu;
const LINK = /^(FS|SS|FF|SF)?\s*(?:([+-])\s*(\d+(?:\.\d+)?)\s*d?)?$/i;

export class References {
  readonly #style: BoundColumn['style'];
  readonly #ids = new Map<string, string>();
  readonly #names = new Map<string, string>();

  /** What two rows are called names neither. */
  constructor(rows: Iterable<CalledRow>, style: BoundColumn['style']) {
    this.#style = style;
    const twice = new Set<string>();
    for (const { id, called } of rows) {
      const key = this.#key(called);
      if (key === '' || id === '') continue;
      if (this.#ids.has(key)) twice.add(key);
      this.#ids.set(key, id);
      this.#names.set(id, called.trim());
    }
    for (const key of twice) this.#ids.delete(key);
  }

  /** In the order of the server; what names no row stays as it is, for the server to refuse. */
  withIds(text: string): string | null {
    const whole = this.#ids.get(this.#key(text));
    if (whole !== undefined) return whole;
    const parts = text
      .replace(DECIMAL_LAG, '$1.$2')
      .split(/[;,、，；\n\r|&]+/)
      .flatMap((part) => (/^[\d\s]+$/.test(part) ? part.trim().split(/\s+/) : [part.trim()]))
      .filter((part) => part !== '')
      .map((part) => this.#withId(part));
    return parts.length === 0 ? null : [...new Set(parts)].sort(compareText).join(', ');
  }

  /** In the person's own way; a task that has no name of its own goes by its ID. */
  withNames(text: string | null): string | number {
    const named = (text ?? '').split(', ').map((part) => {
      const id = TASK_ID.exec(part)?.[0] ?? '';
      const name = this.#names.get(id);
      if (name === undefined || this.#ids.get(this.#key(name)) !== id || /[;,]/.test(name)) return part;
      const rest = part.slice(id.length);
      return name + (/^\p{L}/u.test(rest) && !/\d\.?$/.test(name) ? ' ' : '') + rest;
    });
    const all = named.join(separatorOf(this.#style.separator));
    return /^\d{1,9}$/.test(all) ? Number(all) : all;
  }

  #withId(part: string): string {
    const known = this.#ids.get(this.#key(part));
    if (known !== undefined) return known;
    const own = TASK_ID.exec(part)?.[0];
    if (own !== undefined) return own.toUpperCase() + linkOf(part.slice(own.length));
    const lag = LAG.exec(part)?.[0] ?? '';
    const body = part.slice(0, part.length - lag.length);
    const coded = /^(.*\d\.?)\s*(\D{2})$/.exec(body);
    const named = /^(.*\S)\s+(\S{2})$/.exec(body);
    for (const [, reference = '', type = ''] of [['', body], coded, named].filter((found) => found !== null)) {
      const id = this.#ids.get(this.#key(reference));
      if (id !== undefined) return id + linkOf(type + lag);
    }
    return part;
  }

  #key(text: string): string {
    const key = text.trim().toLowerCase();
    return this.#style.reference === 'name' ? key : key.replace(/\.$/, '').replace(/^0+(?=\d)/, '');
  }
}

/** Type and lag as the server writes them, where that is plain. */
function linkOf(rest: string): string {
  const found = LINK.exec(rest.trim());
  if (found === null) return rest.trim();
  const [type, lag] = [(found[1] ?? 'FS').toUpperCase(), Number(found[3] ?? 0)];
  return (type === 'FS' && lag === 0 ? '' : type) + (lag === 0 ? '' : `${found[2]}${lag}d`);
}

/** Commas without a blank would make `3,5` a decimal number in half of the world. */
const separatorOf = (separator: string | undefined): string =>
  separator === undefined || separator === ',' || !/[;,、\n|&]/.test(separator) ? ', ' : separator;
