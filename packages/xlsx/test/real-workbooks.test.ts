/** Real workbooks: our values against openpyxl's; a sample in the normal run, all under SPRINTFORGE_LONG. */
import fs from 'node:fs';
import { describe, expect, it } from 'vitest';
import { corpus, hasCorpus, sample } from '../../../test/support/corpora.ts';
import { hasOpenpyxl, type ReadCell, readWorkbook } from '../../../test/support/openpyxl.ts';
import { type Cell, openWorkbook, parseCellReference, serialToDate, type Workbook } from '../src/index.ts';
import { decodeEscapes } from '../src/sheet/xml-string.ts';

const all = [...corpus('plans'), ...corpus('fidelity')];
const readable = all.filter((entry) => !/^ERR/.test(entry.columns['openpyxl_3.0.9'] ?? ''));

describe.skipIf(!hasCorpus('fidelity') || !hasOpenpyxl())('values as an independent reader sees them', () => {
  it.each(sample(readable, 8))('$file', (entry) => {
    const workbook = openWorkbook(fs.readFileSync(entry.path));
    const differences: string[] = [];
    for (const sheet of readWorkbook(entry.path)) {
      const ours = workbook.sheet(sheet.name)!;
      const isoDates = hasIsoDates(workbook, ours.part);
      for (const [reference, theirs] of Object.entries(sheet.cells)) {
        const { row, column } = parseCellReference(reference);
        const why = differs(workbook, ours.cell(row, column), theirs, isoDates);
        if (why !== undefined) differences.push(`${sheet.name}!${reference} ${why}`);
      }
    }
    expect(differences).toEqual([]);
  });
});

/** Cells of `t="d"` are dates to openpyxl whatever their number format says. */
const hasIsoDates = (workbook: Workbook, part: string) => / t="d"/.test(Buffer.from(workbook.part(part)!).toString());

/** How our cell differs from openpyxl's; undefined when it does not. Dates are compared by their day. */
function differs(workbook: Workbook, cell: Cell | undefined, theirs: ReadCell, isoDates: boolean): string | undefined {
  const ours = cell?.value ?? null;
  const text = `${JSON.stringify(ours)} ${JSON.stringify(theirs.value)}`;
  if (theirs.formula?.startsWith('=') && cell?.formula?.kind === 'normal' && `=${cell.formula.text}` !== theirs.formula)
    return `${cell.formula.text} ${theirs.formula}`;
  if (theirs.value === null) return undefined;
  // openpyxl puts the target of a hyperlink into a cell that is empty.
  if (ours === null && cell && typeof theirs.value === 'string') return undefined;
  if (ours !== null && typeof ours === 'object') return ours.error === theirs.value ? undefined : text;
  if (typeof ours === 'number' && typeof theirs.value === 'string') {
    const kind = workbook.numberFormat(cell!.style).kind;
    if (!/^(?:date|time|datetime|duration)$/.test(kind) && !(isoDates && kind === 'general')) return `${text} ${kind}`;
    const day = serialToDate(Math.round(ours * 86_400) / 86_400, workbook.date1904);
    const theirDay = /^\d{4}-\d{2}-\d{2}/.exec(theirs.value)?.[0];
    return theirDay === undefined || day === undefined || day <= '1900-03-01' || day === theirDay ? undefined : text;
  }
  if (typeof ours === 'string' && typeof theirs.value === 'string')
    return plain(ours) === plain(theirs.value) ? undefined : text;
  return ours === theirs.value ? undefined : text;
}

/** openpyxl leaves `_xHHHH_` as it stands. */
const plain = (text: string) => decodeEscapes(text).replace(/\r\n?/g, '\n');
