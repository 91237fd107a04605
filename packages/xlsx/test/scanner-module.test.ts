/** The scanner module (packages/xlsx/wasm) finds what the scanners in TypeScript find, in every part, whole or damaged. */
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { corpus, hasCorpus, sample } from '../../../test/support/corpora.ts';
import { limitsOf } from '../src/limits.ts';
import { Package } from '../src/package/package.ts';
import type { Grid } from '../src/sheet/grid.ts';
import { plainItemsOf, SharedStrings } from '../src/sheet/shared-strings.ts';
import { plainRowsOf, scanSheet } from '../src/sheet/sheet-layout.ts';
import { checkXml, type Stretch } from '../src/xml/check-xml.ts';
import { toUtf8 } from '../src/xml/encoding.ts';
import { MAIN, sheetOf } from './sheet-fixture.ts';

const limits = limitsOf();
const long = process.env.SPRINTFORGE_LONG !== undefined;

/** What a scan gives, or the error it ends with. */
function outcome<T>(scan: () => T): T | string {
  try {
    return scan();
  } catch (error) {
    return String(error);
  }
}

/** Digests, as the columns are long. */
function columnsOf(grid: Grid): Record<string, string> {
  const { cells, rows } = grid;
  const bytes = (column: Uint8Array | Uint16Array | Uint32Array | Float64Array, length: number) =>
    createHash('sha256').update(column.slice(0, length)).digest('hex');
  return {
    column: bytes(grid.column, cells),
    type: bytes(grid.type, cells),
    style: bytes(grid.style, cells),
    number: bytes(grid.number, cells),
    start: bytes(grid.start, cells),
    rowNumber: bytes(grid.rowNumber, rows),
    rowFirst: bytes(grid.rowFirst, rows + 1),
    rowStart: bytes(grid.rowStart, rows),
    rowFlags: bytes(grid.rowFlags, rows),
  };
}

function scanned(bytes: Buffer, module: boolean) {
  return outcome(() => {
    const { grid, ordered, data } = scanSheet(bytes, 3_000_000, module);
    return { cells: grid.cells, rows: grid.rows, ordered, close: data?.close, ...columnsOf(grid) };
  });
}

function texts(bytes: Buffer, module: boolean) {
  return outcome(() => {
    const strings = new SharedStrings(bytes, 2_000_000, module);
    const found = Array.from({ length: strings.size }, (_, index) => outcome(() => strings.get(index)));
    return {
      size: strings.size,
      first: found.slice(0, 20),
      all: createHash('sha256').update(found.join('\0')).digest('hex'),
    };
  });
}

function same(scan: (bytes: Buffer, module: boolean) => unknown, bytes: Buffer): boolean {
  const [ours, theirs] = [scan(bytes, true), scan(bytes, false)];
  expect(ours).toEqual(theirs);
  return typeof theirs !== 'string';
}

/** What the scan takes for checked is so: the check that relies on it says what the whole check says. */
function sameCheck(stretches: (bytes: Buffer) => readonly Stretch[], bytes: Buffer): boolean {
  const whole = outcome(() => checkXml(bytes, limits, 'part').length);
  expect(outcome(() => checkXml(bytes, limits, 'part', stretches).length)).toEqual(whole);
  for (const { start, end } of sample(stretches(bytes), 50)) {
    const stretch = bytes.subarray(start, end);
    checkXml(Buffer.concat([Buffer.from('<x>'), stretch, Buffer.from('</x>')]), limits, 'stretch');
  }
  return typeof whole !== 'string';
}

const rowsIn = (bytes: Buffer) => plainRowsOf(bytes, limits.cells);
const itemsIn = (bytes: Buffer) => plainItemsOf(bytes, limits.sharedStrings);

const scanOf = (name: string) =>
  /^xl\/worksheets\/[^/]*\.xml$/i.test(name) ? scanned : /^xl\/sharedStrings\.xml$/i.test(name) ? texts : undefined;

const entries = [...corpus('plans'), ...corpus('fidelity')];

describe.skipIf(!hasCorpus('fidelity'))('the parts of real workbooks', () => {
  it.each(sample(entries, 30))('$file', ({ path }) => {
    const pkg = Package.open(fs.readFileSync(path), limits);
    for (const name of pkg.names) {
      const scan = scanOf(name);
      if (scan === undefined) continue;
      const bytes = toUtf8(pkg.bytes(name), name);
      expect(same(scan, bytes)).toBe(true);
      expect(sameCheck(scan === scanned ? rowsIn : itemsIn, bytes)).toBe(true);
    }
  });

  it('damaged by chance', () => {
    const parts = sample(entries, long ? 200 : 12).flatMap(({ path }) => {
      const pkg = Package.open(fs.readFileSync(path), limits);
      return pkg.names.filter((name) => scanOf(name)).map((name) => [scanOf(name)!, pkg.bytes(name)] as const);
    });
    const small = parts.filter(([, bytes]) => bytes.length < 20_000);
    const damage = fc.record({
      part: fc.nat(),
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      cut: fc.nat(3),
      put: fc.constantFrom(
        '',
        '<',
        '>',
        '/',
        '"',
        "'",
        ' ',
        '=',
        '&',
        '_x',
        '\r',
        '\n',
        '0',
        '.',
        'E',
        '-',
        'c',
        'row',
        'é',
      ),
    });
    const law = fc.property(damage, ({ part, at, cut, put }) => {
      const [scan, bytes] = small[part % small.length]!;
      const place = Math.floor(at * bytes.length);
      const damaged = Buffer.concat([bytes.subarray(0, place), Buffer.from(put), bytes.subarray(place + cut)]);
      same(scan, damaged);
      sameCheck(scan === scanned ? rowsIn : itemsIn, damaged);
    });
    fc.assert(law, { seed: 51, numRuns: long ? 50_000 : 1000 });
  });
});

describe('sheets', () => {
  const sheet = (rows: string, prefix = '') =>
    Buffer.from(
      `<${prefix}worksheet xmlns="${MAIN}"><${prefix}sheetData>${rows}</${prefix}sheetData></${prefix}worksheet>`,
    );
  const row = (n: number, cells: string) => `<row r="${n}" spans="1:9" ht="15" hidden="${n % 2}">${cells}</row>`;
  const many = (count: number, cell: (ref: string) => string) =>
    Array.from({ length: count }, (_, i) => row(i + 1, cell(`A${i + 1}`) + cell(`AB${i + 1}`))).join('');

  it.each([
    ['numbers', many(20_000, (ref) => `<c r="${ref}" s="12"><v>-0.5</v></c>`)],
    ['more cells of one row than a call gives', row(1, '<c/>'.repeat(16_384) + '<c r="A1"/>'.repeat(20_000))],
    ['rows only', '<row/>'.repeat(50_000)],
    ['inline strings', many(3_000, (ref) => `<c r="${ref}" t="inlineStr"><is><t xml:space="preserve"> a</t></is></c>`)],
    ['formulas', many(3_000, (ref) => `<c r="${ref}"><f t="shared" ref="A1:A2" si="0">B1&lt;2</f><v>1E+30</v></c>`)],
    ['a cell longer than the window', many(2, (ref) => `<c r="${ref}" t="str"><v>${'x'.repeat(300_000)}</v></c>`)],
    ['comments everywhere', many(3_000, (ref) => `<!-- --><c r="${ref}"><v>1<!-- --></v></c>`)],
    ['out of order', `${row(3, '<c r="B3"/><c r="A3"/>')}${row(1, '<c r="A1"/>')}`],
    ['nothing in it', ''],
  ])('%s', (_, rows) => {
    expect(same(scanned, sheet(rows))).toBe(true);
  });

  it('prefixed', () => {
    const rows = many(9_000, (ref) => `<c r="${ref}" t="s"><v>7</v></c>`).replace(/<(\/?)/g, '<$1x:');
    expect(same(scanned, sheet(rows, 'x:'))).toBe(true);
  });
});

it('shared strings of all kinds, more than a window holds', () => {
  const kinds = [
    '<t>ab</t>',
    '<t>ü &amp; _x000D_</t>',
    '<t/>',
    '',
    '<r><t>a</t></r><r><rPr/><t>b</t></r>',
    '<t>a<!-- --></t>',
  ];
  const items = Array.from({ length: 60_000 }, (_, i) => `<si>${kinds[i % kinds.length]}</si>`).join('');
  const sst = (inside: string) => Buffer.from(`<sst xmlns="${MAIN}">${inside}</sst>`);
  expect(same(texts, sst(items))).toBe(true);
  expect(same(texts, sst(`<si><t>${'x'.repeat(300_000)}</t></si>${items}`))).toBe(true);
});

describe('rows that were read from beginning to end', () => {
  const A1 = '<c r="A1"><v>1</v></c>';
  const stretches = (rows: string) => {
    const part = Buffer.from(`<worksheet xmlns="${MAIN}"><sheetData>${rows}</sheetData></worksheet>`);
    return rowsIn(part).map(({ start, end, formulas }) => `${formulas ? '=' : ''}${part.toString('utf8', start, end)}`);
  };

  it.each([
    ['one stretch', `<row r="1">${A1}</row> <row r="2"/>`, [`<row r="1">${A1}</row> <row r="2"/>`]],
    [
      'formulas apart',
      `<row>${A1}</row><row><c><f>1</f></c></row>`,
      [`<row>${A1}</row>`, '=<row><c><f>1</f></c></row>'],
    ],
    ['an odd cell', `<row>${A1}</row><row><c><v><!-- -->1</v></c></row>`, [`<row>${A1}</row>`]],
    ['a comment behind', '<row/><!-- -->', ['<row/>']],
    ['a row in a row', `<row>${A1}<row>${A1}</row></row>`, []],
    ['a cell in no row', `<row/>${A1}`, ['<row/>']],
    ['an attribute twice', '<row r="1" r="1"/><row><c s="1" s="1"/></row><row ht="1" ht="2"/>', []],
    ['attributes that touch', '<row r="1"ht="1"/><row><c s="1"t="s"/></row>', []],
    ['text that XML does not allow', '<row><c t="str"><v>\u0001</v></c></row><row><c t="str"><v>&x;</v></c></row>', []],
    ['text where none belongs', '<row>x<c/></row>', []],
  ])('%s', (_, rows, expected) => {
    expect(stretches(rows)).toEqual(expected);
  });

  it('are checked as a whole where the limits are tighter than what they may hold', () => {
    const part = Buffer.from(`<worksheet><sheetData><row>${A1}</row></sheetData></worksheet>`);
    for (const tight of [{ xmlDepth: 4 }, { attributes: 0 }])
      expect(() => checkXml(part, { ...limits, ...tight }, 'part', rowsIn)).toThrow(
        expect.objectContaining({ code: 'XML_LIMIT' }),
      );
  });
});

describe('numbers are the nearest doubles', () => {
  const read = (text: string) => {
    const { grid } = sheetOf(`<row r="1"><c r="A1"><v>${text}</v></c></row>`);
    return [grid.type[0], grid.number[0]];
  };

  it.each(['0', '-0', '00.10', '9007199254740993', '0.1E-26', '123456789012345678901', '1e400', '5E-324', '2.5e-7'])(
    '%s',
    (text) => {
      expect(read(text)).toEqual([1, Number(text)]);
    },
  );

  it('whatever their notation', () => {
    const notations = [
      (value: number) => String(value),
      (value: number) => value.toPrecision(17),
      (value: number) => value.toExponential(16).replace('e', 'E'),
      (value: number) => (Math.abs(value) < 1e20 ? value.toFixed(19) : String(value)),
    ];
    const law = fc.property(
      fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e25, max: 1e25 }),
      fc.integer({ min: -30, max: 5 }),
      fc.constantFrom(...notations),
      (value, exponent, notation) => {
        const text = notation(value * 10 ** exponent);
        expect(read(text)).toEqual([1, Number(text)]);
      },
    );
    fc.assert(law, { seed: 52, numRuns: long ? 500_000 : 5000 });
  });
});
