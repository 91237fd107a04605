import type { Package } from '../package/package.ts';
import type { SheetCells } from '../sheet/sheet-cells.ts';
import { checkXml } from '../xml/check-xml.ts';
import { decodeText } from '../xml/encoding.ts';

/** A sheet part as text to be spliced. The inside of its sheetData may be left out: nothing may be looked for in it. */
export interface SheetText {
  readonly text: string;
  put(text: string, why: string): void;
}

/** Stands for the inside of sheetData that is left out; no XML text can hold it. */
const HOLE = '\u0000';

/** What stands around the cells, checked; the cells stay bytes where the sheet is scanned already. */
export function sheetText(pkg: Package, part: string, cells: SheetCells | undefined): SheetText {
  const data = cells?.layout.data;
  if (cells === undefined || data === undefined || data.open.kind === 'empty')
    return { text: pkg.text(part), put: (text, why) => pkg.put(part, text, why) };
  const { bytes } = cells;
  const [head, tail] = [bytes.subarray(0, data.open.end), bytes.subarray(data.close)];
  checkXml(Buffer.concat([head, tail]), pkg.limits, part);
  return {
    text: decodeText(head, part) + HOLE + tail.toString('utf8'),
    put: (text, why) => pkg.put(part, filled(text, bytes.subarray(data.open.end, data.close)), why),
  };
}

function filled(text: string, inside: Buffer): Buffer {
  const hole = text.indexOf(HOLE);
  return Buffer.concat([Buffer.from(text.slice(0, hole)), inside, Buffer.from(text.slice(hole + 1))]);
}
