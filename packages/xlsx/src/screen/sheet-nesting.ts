import { XlsxError } from '../api.ts';
import type { SheetCells } from '../sheet/sheet-cells.ts';
import { isMarkup, LT, SLASH, skipMarkup, tagEnd } from '../sheet/tokens.ts';
import * as c from '../xml/xml-bytes.ts';

/**
 * Rows stand in the sheet data and cells in rows, none within another and all with one prefix, and there is only one sheet data: the
 * reader goes from tag to tag and relies on it. For sheets that are well-formed. Throws `PACKAGE_BROKEN`.
 */
export function requirePlainNesting({ bytes, layout }: SheetCells): void {
  if (layout.children.has('sheetData')) throw broken('A sheet has its cells twice.');
  if (layout.data === undefined || layout.data.open.kind === 'empty') return;
  const prefix = layout.prefix.length;
  const end = layout.data.close;
  let inRow = false;
  let inCell = false;
  let rows = 0;
  const { plainRows } = layout;
  for (let at = bytes.indexOf(LT, layout.data.open.end); at >= 0 && at < end; at = bytes.indexOf(LT, at)) {
    if (isMarkup(bytes, at)) {
      at = skipMarkup(bytes, at);
      continue;
    }
    while (rows < plainRows.length && plainRows[rows]!.start < at) rows++;
    if (plainRows[rows]?.start === at && !inRow && !inCell) {
      at = plainRows[rows]!.end;
      continue;
    }
    const closes = bytes[at + 1] === SLASH;
    const kind = placeOf(bytes, at + (closes ? 2 : 1), prefix);
    const start = at;
    at = tagEnd(bytes, at);
    if (kind === 'other') continue;
    const begins = !closes && bytes[at - 2] !== SLASH;
    const fits = kind === 'row' ? closes || (!inRow && !inCell) : kind === 'cell' && inRow && (closes || !inCell);
    if (!fits) throw broken(`A sheet has rows or cells where none can be (at byte ${start}).`);
    if (kind === 'row') inRow = begins;
    else inCell = begins;
  }
}

/** What an element is by its local name; one with another prefix than the sheet's is in no place of its own. */
function placeOf(bytes: Buffer, nameStart: number, prefix: number): 'row' | 'cell' | 'outer' | 'other' {
  let local = nameStart;
  let end = nameStart;
  while (c.nameByte[bytes[end]!] === 1) if (bytes[end++] === 0x3a) local = end;
  const kind = kindOf(bytes, local, end - local);
  return kind !== 'other' && local - nameStart !== prefix ? 'outer' : kind;
}

function kindOf(bytes: Buffer, local: number, length: number): 'row' | 'cell' | 'outer' | 'other' {
  if (length === 1) return bytes[local] === 0x63 ? 'cell' : 'other';
  if (length === 3) return bytes[local] === 0x72 && bytes[local + 1] === 0x6f ? 'row' : 'other';
  if (length !== 9) return 'other';
  const name = bytes.toString('latin1', local, local + length);
  return name === 'sheetData' || name === 'worksheet' ? 'outer' : 'other';
}

function broken(message: string): XlsxError {
  return new XlsxError('PACKAGE_BROKEN', message);
}
