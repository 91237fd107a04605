import type { DependencyType } from '@sprintforge/core';
import type { ColumnStyle } from '../api.ts';
import type { ReferenceStyle, RowKeys } from './reference-style.ts';

/** An edge as it is written: the text that names the predecessor, type and lag in working days. */
export interface WrittenEdge {
  readonly reference: string;
  readonly type: DependencyType;
  readonly lag: number;
}

/** The text that names a row in a style; its sheet row where the style's own text is missing. */
export function referenceText(keys: RowKeys, style: ReferenceStyle): string {
  const own = style === 'row' ? '' : keys[style].trim();
  return own === '' ? String(keys.row) : own;
}

/** `3; 5SS-1d`: in the person's style (rule V9). Null when there are none. `FS` without lag is written as the bare reference. */
export function formatPredecessors(
  edges: readonly WrittenEdge[],
  style: Pick<ColumnStyle, 'separator'> = {},
): string | null {
  if (edges.length === 0) return null;
  return edges.map(writtenEdge).join(separatorOf(style.separator));
}

function writtenEdge({ reference, type, lag }: WrittenEdge): string {
  const coded = /\d\.?$/.test(reference) && reference.length < 20;
  const plain = type === 'FS' && lag === 0;
  const link = plain ? '' : coded ? type : ` ${type}`;
  return `${reference}${link}${lag === 0 ? '' : `${lag > 0 ? '+' : '-'}${Math.abs(lag)}d`}`;
}

/** Commas without a blank would make `3,5` a decimal number in half of the world: a blank follows. */
export function separatorOf(separator: string | undefined): string {
  if (separator === undefined || !/[;,、\n|&]/.test(separator)) return ', ';
  return separator === ',' ? ', ' : separator;
}
