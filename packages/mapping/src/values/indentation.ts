/** Outlines that are told by blanks before the name: how wide they are, and what is left of a name without them. */

import type { CellScalar } from '@sprintforge/xlsx';

const LEAD = /^[ \u00a0\t\u3000]+/;

/** Width of the leading blanks; a tab counts as four, an ideographic space as two. */
export function indentWidth(text: string): number {
  let width = 0;
  for (const char of leadOf(text)) width += char === '\t' ? 4 : char === '\u3000' ? 2 : 1;
  return width;
}

/** The same for what a cell holds; 0 for what is no text. */
export function indentation(value: CellScalar): number {
  return typeof value === 'string' ? indentWidth(value) : 0;
}

/** The leading blanks themselves. */
export function leadOf(text: string): string {
  return LEAD.exec(text)?.[0] ?? '';
}

/** The name alone. */
export function withoutLead(text: string): string {
  return text.replace(LEAD, '');
}
