/** Cells as XML (ECMA-376 Part 1 §18.3.1.4): new ones, and existing ones with another value, formula or style. */
import type { CellEdit } from '../api.ts';
import { attributesOf } from '../xml/tag-scanner.ts';
import { formatCellReference } from './reference.ts';
import { EQUALS, elementEnd, GT, LT, localName, nextTag, QUOTE, SLASH, SPACE, type Tag } from './tokens.ts';
import { escapeXmlString } from './xml-string.ts';

/** What is to stand in a cell, in the prefix of its part. */
interface Content {
  /** `t`; undefined for numbers and empty cells. */
  readonly type: string | undefined;
  /** Markup of `<v>` or `<is>`. */
  readonly value: string;
}

/** A cell that is not there yet. Text stands inline, so that no other part changes. */
export function newCell(edit: CellEdit, prefix: string, style: number): string {
  const { type, value } = contentOf(edit, prefix);
  const attributes = [`r="${formatCellReference(edit.row, edit.column)}"`];
  if (style !== 0) attributes.push(`s="${style}"`);
  if (type !== undefined) attributes.push(`t="${type}"`);
  const inner = formulaOf(edit, prefix) + value;
  const tag = `${prefix}c ${attributes.join(' ')}`;
  return inner === '' ? `<${tag}/>` : `<${tag}>${inner}</${prefix}c>`;
}

/** A cell in the bytes, and what takes its place. */
export interface ChangedCell {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The cell whose `<c` is at `start`, changed; attributes and children that are not concerned stay as they stand. `formula` replaces only the markup of its `<f>`. */
export function changedCell(
  bytes: Buffer,
  start: number,
  prefix: string,
  edit: CellEdit,
  formula?: string,
): ChangedCell {
  const plain = formula === undefined && edit.value !== undefined && edit.style === undefined;
  return (
    (plain ? changedPlainCell(bytes, start, prefix, edit) : undefined) ?? {
      start,
      end: cellEnd(bytes, start),
      text: changedMarkup(bytes, start, prefix, edit, formula),
    }
  );
}

function changedMarkup(bytes: Buffer, start: number, prefix: string, edit: CellEdit, formula?: string): string {
  const open = nextTag(bytes, start)!;
  const replace = edit.value !== undefined || edit.formula !== undefined;
  const content = replace ? contentOf(edit, prefix) : undefined;
  const attributes = new Map<string, string | undefined>();
  if (edit.style !== undefined) attributes.set('s', String(edit.style));
  if (content) {
    attributes.set('t', content.type);
    attributes.set('cm', undefined);
    attributes.set('vm', undefined);
  }
  const tag = changedTag(bytes, open, attributes);
  const own = content ? formulaOf(edit, prefix) + content.value : '';
  const inner = own + keptChildren(bytes, open, content !== undefined, formula);
  return inner === '' ? `<${tag}/>` : `<${tag}>${inner}</${open.name}>`;
}

/**
 * The same for a cell as nearly all are written, `<c r="B7" s="3" t="s"><v>17</v></c>` (or `<c r="B7" s="3"/>`), where
 * nothing is kept but the reference and the style; undefined for any other.
 */
function changedPlainCell(bytes: Buffer, start: number, prefix: string, edit: CellEdit): ChangedCell | undefined {
  if (prefix !== '' || bytes[start + 2] !== SPACE || bytes[start + 3] !== 0x72) return undefined;
  let at = plainAttribute(bytes, start + 2);
  if (at > 0 && bytes[at + 1] === 0x73) at = plainAttribute(bytes, at);
  const kept = at;
  if (at > 0 && bytes[at + 1] === 0x74) at = plainAttribute(bytes, at);
  const end = at > 0 ? plainCellEnd(bytes, at) : 0;
  if (end === 0) return undefined;
  const { type, value } = contentOf(edit, prefix);
  const tag = bytes.toString('latin1', start, kept) + (type === undefined ? '' : ` t="${type}"`);
  const inner = formulaOf(edit, prefix) + value;
  return { start, end, text: inner === '' ? `${tag}/>` : `${tag}>${inner}</c>` };
}

/** Position behind ` x="…"` at `from` (one letter, no spaces about the sign); 0 when it is written otherwise. */
function plainAttribute(bytes: Buffer, from: number): number {
  if (bytes[from] !== SPACE || bytes[from + 2] !== EQUALS || bytes[from + 3] !== QUOTE) return 0;
  let at = from + 4;
  while (bytes[at] !== QUOTE) if (bytes[at++] === undefined) return 0;
  return at + 1;
}

/** Position behind `/>` or `><v>…</v></c>` at `from`; 0 for anything else. */
function plainCellEnd(bytes: Buffer, from: number): number {
  if (bytes[from] === SLASH && bytes[from + 1] === GT) return from + 2;
  if (bytes[from] !== GT || bytes[from + 1] !== LT || bytes[from + 2] !== 0x76 || bytes[from + 3] !== GT) return 0;
  let at = from + 4;
  while (bytes[at] !== LT) if (bytes[at++] === undefined) return 0;
  return bytes.toString('latin1', at, at + 8) === '</v></c>' ? at + 8 : 0;
}

/** Position behind the cell whose `<c` is at `start`. */
export function cellEnd(bytes: Buffer, start: number): number {
  return elementEnd(bytes, nextTag(bytes, start)!);
}

/** `name attributes` of a start tag with some attributes set (in their place, or at the end) or taken out. */
export function changedTag(bytes: Buffer, tag: Tag, changes: ReadonlyMap<string, string | undefined>): string {
  const text = bytes.toString('utf8', tag.start, tag.end);
  const nameEnd = 1 + tag.name.length;
  const left = new Map(changes);
  let result = tag.name;
  for (const found of attributesOf(text, nameEnd, text.length)) {
    if (!left.has(found.name)) {
      result += text.slice(found.start, found.end);
      continue;
    }
    const value = left.get(found.name);
    left.delete(found.name);
    if (value !== undefined) result += ` ${found.name}="${value}"`;
  }
  for (const [name, value] of left) if (value !== undefined) result += ` ${name}="${value}"`;
  return result;
}

/** Markup of the children that stay: all but formula and value when those are replaced. */
function keptChildren(bytes: Buffer, open: Tag, replaced: boolean, formula: string | undefined): string {
  if (open.kind === 'empty') return '';
  if (!replaced && formula === undefined) {
    const end = bytes.lastIndexOf(LT, elementEnd(bytes, open) - 1);
    return bytes.toString('utf8', open.end, end);
  }
  let kept = '';
  let at = open.end;
  for (let tag = nextTag(bytes, at); tag && tag.kind !== 'close'; tag = nextTag(bytes, at)) {
    const end = elementEnd(bytes, tag);
    const name = localName(tag.name);
    const content = name === 'f' || name === 'v' || name === 'is';
    if (name === 'f' && !replaced) kept += formula;
    else if (!replaced || !content) kept += bytes.toString('utf8', tag.start, end);
    at = end;
  }
  return kept;
}

function formulaOf(edit: CellEdit, prefix: string): string {
  return edit.formula === undefined ? '' : `<${prefix}f>${escapeXmlString(edit.formula)}</${prefix}f>`;
}

function contentOf({ value, formula }: CellEdit, prefix: string): Content {
  if (value === undefined || value === null) return { type: undefined, value: '' };
  const v = (text: string) => `<${prefix}v>${text}</${prefix}v>`;
  if (typeof value === 'number') return { type: undefined, value: v(String(value === 0 ? 0 : value)) };
  if (typeof value === 'boolean') return { type: 'b', value: v(value ? '1' : '0') };
  const text = escapeXmlString(value);
  if (formula !== undefined) return { type: 'str', value: v(text) };
  const space = /^\s|\s$|\n|\s\s/.test(value) ? ' xml:space="preserve"' : '';
  return { type: 'inlineStr', value: `<${prefix}is><${prefix}t${space}>${text}</${prefix}t></${prefix}is>` };
}
