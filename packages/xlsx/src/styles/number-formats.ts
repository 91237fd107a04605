/** The number formats of `cellXfs` (ECMA-376 Part 1 §18.8.10, §18.8.30). */
import type { NumberFormat } from '../api.ts';
import { attribute, child, childrenOf, parseTree } from '../xml/element-tree.ts';
import { builtInFormat } from './built-in-formats.ts';
import { classifyFormat } from './format-code.ts';

const GENERAL: NumberFormat = { id: 0, code: 'General', kind: 'general' };

/** Format of each style index, from the text of the styles part; `undefined` when there is none. */
export function readNumberFormats(styles: string | undefined): readonly NumberFormat[] {
  if (styles === undefined) return [GENERAL];
  const tree = parseTree(styles);
  const custom = new Map<number, string>();
  for (const format of childrenOf(child(tree.root, 'numFmts'), 'numFmt'))
    custom.set(Number(attribute(tree, format, 'numFmtId')), attribute(tree, format, 'formatCode') ?? 'General');
  const known = new Map<number, NumberFormat>();
  return childrenOf(child(tree.root, 'cellXfs'), 'xf').map((xf) => {
    const id = Number(attribute(tree, xf, 'numFmtId') ?? 0);
    const format = known.get(id) ?? formatOf(id, custom);
    known.set(id, format);
    return format;
  });
}

/** A style that is not in the list is General, as Excel has it. */
export function formatAt(formats: readonly NumberFormat[], style: number): NumberFormat {
  return formats[style] ?? GENERAL;
}

function formatOf(id: number, custom: ReadonlyMap<number, string>): NumberFormat {
  const code = custom.get(id) ?? builtInFormat(id);
  return code === undefined ? { ...GENERAL, id } : { id, code, kind: classifyFormat(code) };
}
