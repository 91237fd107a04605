/** Shapes of legacy drawings (ECMA-376 Part 4 §19.1). VML need not be well-formed, so shapes are found by their own tags. */
import type { Package } from '../../package/package.ts';
import { isRelation } from '../../structure/dialect.ts';
import { Splices } from '../../xml/splices.ts';
import { attributesOf, TagScanner } from '../../xml/tag-scanner.ts';
import { release } from './cut-markup.ts';

export interface VmlShape {
  readonly start: number;
  readonly end: number;
  /** The number behind `_x0000_s`, which controls and objects of the sheet call `shapeId`; '' if it has none. */
  readonly number: string;
  /** Relationship to its picture. */
  readonly picture: string | undefined;
  /** Left column, dx, top row, dy, right column, dx, bottom row, dy; columns and rows from 0, the rest in pixels. */
  readonly anchor: readonly number[] | undefined;
}

/** The legacy drawings of a sheet. */
export function vmlParts(pkg: Package, sheet: string): string[] {
  return pkg
    .relationships(sheet)
    .filter(({ type, external, target }) => !external && isRelation(type, 'vmlDrawing') && pkg.has(target))
    .map(({ target }) => target);
}

export function vmlShapes(text: string): VmlShape[] {
  const found: VmlShape[] = [];
  const tags = new TagScanner(text);
  let open: { start: number; number: string; picture?: string; anchor?: readonly number[] } | undefined;
  while (tags.next()) {
    if (tags.local === 'shape' && tags.kind !== 'close')
      open = { start: tags.start, number: numberOf(attributes(tags)) };
    if (open === undefined) continue;
    if (tags.local === 'imagedata') {
      const picture = attributes(tags).get('relid');
      if (picture !== undefined) open.picture = picture;
    } else if (tags.local === 'Anchor' && tags.kind === 'open') {
      const numbers = text.slice(tags.end, text.indexOf('<', tags.end)).split(',').map(Number);
      if (numbers.length === 8 && numbers.every(Number.isFinite)) open.anchor = numbers;
    } else if (tags.local === 'shape' && tags.kind !== 'open') {
      found.push({ picture: undefined, anchor: undefined, ...open, end: tags.end });
      open = undefined;
    }
  }
  return found;
}

/** Removes shapes of a legacy drawing, and the relationships to pictures that only they showed. */
export function cutShapes(pkg: Package, part: string, numbers: ReadonlySet<string>, why: string): void {
  const text = pkg.text(part);
  const shapes = vmlShapes(text);
  const gone = shapes.filter(({ number }) => numbers.has(number));
  if (gone.length === 0) return;
  const splices = new Splices(text);
  for (const { start, end } of gone) splices.remove(start, end);
  pkg.put(part, splices.apply(), why);
  const left = new Set(shapes.filter((shape) => !gone.includes(shape)).map(({ picture }) => picture));
  const pictures = gone.map(({ picture }) => picture).filter((id) => id !== undefined && !left.has(id));
  release(pkg, part, pictures as string[], why);
}

/** By local name. */
function attributes(tags: TagScanner): Map<string, string> {
  const { text } = tags;
  const all = attributesOf(text, tags.nameEnd, tags.end);
  return new Map(
    all.map(({ name, valueStart, valueEnd }) => [name.slice(name.indexOf(':') + 1), text.slice(valueStart, valueEnd)]),
  );
}

/** `spid="_x0000_s1025"`, or an id of that form. */
function numberOf(found: ReadonlyMap<string, string>): string {
  const pattern = /^_x0000_s(\d+)$/;
  return (pattern.exec(found.get('spid') ?? '') ?? pattern.exec(found.get('id') ?? ''))?.[1] ?? '';
}
