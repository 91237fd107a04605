/** Real workbooks: our values against openpyxl's, and one edited cell that leaves all else as it was (R1). */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { type CorpusEntry, corpus, hasCorpus, sample } from '../../../test/support/corpora.ts';
import { hasLibreOffice, LibreOffice } from '../../../test/support/libreoffice.ts';
import { hasOpenpyxl, type ReadCell, readWorkbook } from '../../../test/support/openpyxl.ts';
import {
  type Cell,
  formatCellReference,
  openWorkbook,
  parseCellReference,
  serialToDate,
  type Workbook,
  type Worksheet,
} from '../src/index.ts';
import { decodeEscapes } from '../src/sheet/xml-string.ts';

const long = Boolean(process.env.SPRINTFORGE_LONG);
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sprintforge-cells-'));
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

const open = (file: string): Workbook => openWorkbook(fs.readFileSync(file));
const all = [...corpus('plans'), ...corpus('fidelity')];
const readable = all.filter((entry) => !/^ERR/.test(entry.columns['openpyxl_3.0.9'] ?? ''));

describe.skipIf(!hasCorpus('fidelity') || !hasOpenpyxl())('values as an independent reader sees them', () => {
  it.each(sample(readable, 8))('$file', (entry) => {
    const workbook = open(entry.path);
    const differences: string[] = [];
    for (const sheet of readWorkbook(entry.path))
      for (const [reference, theirs] of Object.entries(sheet.cells)) {
        const { row, column } = parseCellReference(reference);
        const ours = workbook.sheet(sheet.name)?.cell(row, column);
        const why = differs(workbook, ours, theirs);
        if (why !== undefined) differences.push(`${sheet.name}!${reference} ${why}`);
      }
    expect(differences).toEqual([]);
  });
});

/** How our cell differs from openpyxl's; undefined when it does not. Dates are compared by their day. */
function differs(workbook: Workbook, cell: Cell | undefined, theirs: ReadCell): string | undefined {
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
    if (!/^(?:date|time|datetime|duration)$/.test(kind)) return `${text} ${kind}`;
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

/** The first sheet with cells, and a constant cell of it that is no table header. */
function constantCell(workbook: Workbook): { sheet: Worksheet; cell: Cell } | undefined {
  for (const sheet of workbook.sheets) {
    const headers = sheet.tables.map((table) => table.range.firstRow);
    for (const row of sheet.rows())
      for (const cell of sheet.row(row))
        if (!cell.formula && cell.value !== null && !headers.includes(row)) return { sheet, cell };
  }
  return undefined;
}

const edited: { readonly entry: CorpusEntry; readonly out: string }[] = [];

describe.skipIf(!hasCorpus('fidelity'))('one edited cell (R1)', () => {
  it.each(sample(corpus('fidelity'), 20))('$file', async (entry) => {
    const workbook = open(entry.path);
    const target = constantCell(workbook);
    if (!target) return expect(Buffer.from(await workbook.toBytes()).equals(fs.readFileSync(entry.path))).toBe(true);
    const { sheet, cell } = target;
    const value = cell.value === 'Seen' ? 4711 : 'Seen';
    workbook.setCells(sheet.name, [{ row: cell.row, column: cell.column, value }]);
    const bytes = await workbook.toBytes();
    const [before, after] = [open(entry.path), openWorkbook(bytes)];
    const changed = before.parts.filter((part) => !Buffer.from(before.part(part)!).equals(after.part(part)!));
    expect(changed).toEqual([sheet.part]);
    expect(after.parts).toEqual(before.parts);
    expect(workbook.receipt.partsChanged.map((part) => part.part)).toEqual([sheet.part]);
    expect(after.sheet(sheet.name)?.cell(cell.row, cell.column)?.value).toBe(value);
    expectOneSpan(before.part(sheet.part)!, after.part(sheet.part)!, formatCellReference(cell.row, cell.column));
    const out = path.join(folder, `${edited.length}${path.extname(entry.file)}`);
    fs.writeFileSync(out, bytes);
    edited.push({ entry, out });
  });

  it.skipIf(!hasLibreOffice())(
    'LibreOffice opens what it opened before',
    async () => {
      const [before, after] = await convertAll();
      expect(after).toEqual(before);
    },
    long ? 1_800_000 : 180_000,
  );
});

/** Parts in UTF-8: all bytes before and behind one stretch are the same, and the stretch is one cell. */
function expectOneSpan(before: Uint8Array, after: Uint8Array, reference: string): void {
  if (before[0] === 0xff || before[0] === 0xfe) return;
  let start = 0;
  while (before[start] === after[start]) start++;
  let tail = 0;
  while (tail < before.length - start && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  const old = Buffer.from(before);
  const open = Math.max(old.lastIndexOf('<c ', start), old.lastIndexOf(':c ', start), old.lastIndexOf('<c>', start));
  const stretch = old.toString('utf8', open + 1, before.length - tail);
  expect(stretch.match(/<(?:\w+:)?c[ >]/g) ?? [], `${reference}: ${stretch.slice(0, 200)}`).toEqual([]);
}

/** Which of the edited files, as they were and as they are, LibreOffice converts. */
async function convertAll(): Promise<[boolean[], boolean[]]> {
  const office = await LibreOffice.start();
  try {
    const originals = edited.map(({ entry, out }) => {
      const copy = out.replace(/(\.\w+)$/, '-before$1');
      fs.copyFileSync(entry.path, copy);
      return copy;
    });
    const opens = async (files: readonly string[]) => {
      const found: boolean[] = [];
      for (const file of files)
        found.push(
          await office.convert([file], 'csv', folder).then(
            () => true,
            () => false,
          ),
        );
      return found;
    };
    return [await opens(originals), await opens(edited.map(({ out }) => out))];
  } finally {
    await office.stop();
  }
}
