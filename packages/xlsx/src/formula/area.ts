/**
 * The cell part of a reference: `A1`, `$B$2:C9`, `A:C`, `3:$7`, `A1.:.B9` (ECMA-376 Part 1 §18.17.2.3). Kept with its
 * `$` marks; rows and columns are 1-based, 0 where the form has none.
 */
export interface Corner {
  readonly row: number;
  readonly column: number;
  readonly absoluteRow: boolean;
  readonly absoluteColumn: boolean;
}

export interface Area {
  readonly first: Corner;
  /** Undefined for a single cell. */
  readonly last: Corner | undefined;
  /** `:` or one of the trim operators `.:` `:.` `.:.`. */
  readonly operator: string;
}

/** Parses the text behind a sheet prefix; undefined when it is no cell reference. */
export function parseArea(text: string): Area | undefined {
  const colon = text.indexOf(':');
  if (colon < 0) {
    const cell = parseCorner(text);
    return cell === undefined || cell.row === 0 || cell.column === 0
      ? undefined
      : { first: cell, last: undefined, operator: '' };
  }
  const from = text[colon - 1] === '.' ? colon - 1 : colon;
  const to = text[colon + 1] === '.' ? colon + 2 : colon + 1;
  const first = parseCorner(text.slice(0, from));
  const last = parseCorner(text.slice(to));
  if (first === undefined || last === undefined) return undefined;
  if ((first.row === 0) !== (last.row === 0) || (first.column === 0) !== (last.column === 0)) return undefined;
  return { first, last, operator: text.slice(from, to) };
}

function parseCorner(text: string): Corner | undefined {
  let at = 0;
  let dollar = false;
  if (text[at] === '$') {
    dollar = true;
    at++;
  }
  let column = 0;
  const letters = at;
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at) & 0xdf;
    if (code < 65 || code > 90) break;
    column = column * 26 + code - 64;
  }
  const absoluteColumn = at > letters && dollar;
  let absoluteRow = at === letters && dollar;
  if (at > letters && text[at] === '$') {
    absoluteRow = true;
    at++;
  }
  let row = 0;
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < 48 || code > 57) return undefined;
    row = row * 10 + code - 48;
  }
  return row === 0 && column === 0 ? undefined : { row, column, absoluteRow, absoluteColumn };
}

export function writeArea(area: Area): string {
  if (area.last === undefined) return writeCorner(area.first);
  return writeCorner(area.first) + area.operator + writeCorner(area.last);
}

function writeCorner(corner: Corner): string {
  let text = '';
  if (corner.column > 0) text += (corner.absoluteColumn ? '$' : '') + columnLetters(corner.column);
  if (corner.row > 0) text += (corner.absoluteRow ? '$' : '') + corner.row;
  return text;
}

/** 1 → A, 27 → AA. */
export function columnLetters(column: number): string {
  let text = '';
  for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    text = String.fromCharCode(65 + ((rest - 1) % 26)) + text;
  }
  return text;
}
