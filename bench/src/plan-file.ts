/**
 * The workbook that is measured: a plan of `rows` tasks in 14 columns, as Excel writes it (shared strings, cell styles,
 * `r` on every cell, level-6 deflate). Written by hand, so that no engine under test made its own test file.
 */
import fs from 'node:fs';
import zlib from 'node:zlib';

export const COLUMNS = [
  'Task ID', 'Task Name', 'Start Date', 'Duration', 'Finish Date', 'Status', '% Complete', 'Assignee', 'Predecessors',
  'Priority', 'Cost', 'Notes', 'Team', 'Score',
] as const; // biome-ignore format: one line per kind reads better

const STATUS = ['Not Started', 'In Progress', 'Done', 'Blocked'];
const PEOPLE = ['Anna Bauer', 'Jörg Müller', 'Chloé Martin', 'Ken Tanaka', 'Bob Stone'];
const PRIORITY = ['Low', 'Medium', 'High'];

/** The same numbers every time (mulberry32). */
function seeded(seed: number): () => number {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

class SharedStrings {
  readonly #index = new Map<string, number>();
  uses = 0;
  of(text: string): number {
    this.uses++;
    const known = this.#index.get(text);
    if (known !== undefined) return known;
    this.#index.set(text, this.#index.size);
    return this.#index.size - 1;
  }
  xml(): string {
    const items = [...this.#index.keys()].map(
      (text) => `<si><t>${text.replace(/&/g, '&amp;').replace(/</g, '&lt;')}</t></si>`,
    );
    return `${HEAD}<sst xmlns="${MAIN}" count="${this.uses}" uniqueCount="${items.length}">${items.join('')}</sst>`;
  }
}

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';

/** Letters and digits that hardly compress. */
function noise(random: () => number, length: number): string {
  let text = '';
  while (text.length < length) text += random().toString(36).slice(2);
  return text.slice(0, length);
}

/** Task ID of row `i` (0-based), in the form `SF-XXXX-XXXX`. */
export function taskIdOf(i: number): string {
  const digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
  let text = '';
  for (let k = 0, n = i * 7919 + 12345; k < 8; k++, n = Math.floor(n / 32)) text = digits[n % 32]! + text;
  return `SF-${text.slice(0, 4)}-${text.slice(4)}`;
}

function sheetXml(rows: number, strings: SharedStrings, noteLength = 0): string {
  const random = seeded(42);
  const out: string[] = [`${HEAD}<worksheet xmlns="${MAIN}"><dimension ref="A1:N${rows + 1}"/><sheetData>`];
  const text = (ref: string, value: string) => `<c r="${ref}" t="s"><v>${strings.of(value)}</v></c>`;
  out.push(
    `<row r="1" spans="1:14">${COLUMNS.map((c, i) => text(`${String.fromCharCode(65 + i)}1`, c)).join('')}</row>`,
  );
  const pick = (from: readonly string[]) => from[Math.floor(random() * from.length)]!;
  for (let i = 0; i < rows; i++) {
    const r = i + 2;
    const start = 45000 + Math.floor(random() * 700);
    const duration = 1 + Math.floor(random() * 20);
    out.push(
      `<row r="${r}" spans="1:14">${text(`A${r}`, taskIdOf(i))}${text(`B${r}`, `Task ${i + 1} of the plan`)}` +
        `<c r="C${r}" s="1"><v>${start}</v></c><c r="D${r}"><v>${duration}</v></c><c r="E${r}" s="1"><v>${start + duration - 1}</v></c>` +
        `${text(`F${r}`, pick(STATUS))}<c r="G${r}" s="2"><v>${Math.floor(random() * 101) / 100}</v></c>${text(`H${r}`, pick(PEOPLE))}` +
        `${i > 0 && i % 3 === 0 ? `<c r="I${r}"><v>${i}</v></c>` : ''}${text(`J${r}`, pick(PRIORITY))}<c r="K${r}"><v>${Math.floor(random() * 1e6) / 100}</v></c>` +
        `${text(`L${r}`, noteLength > 0 ? noise(random, noteLength) : `Note ${i % 997} & more`)}${text(`M${r}`, `Team ${i % 12}`)}<c r="N${r}"><v>${random()}</v></c></row>`,
    );
  }
  out.push('</sheetData></worksheet>');
  return out.join('');
}

const STYLES = `${HEAD}<styleSheet xmlns="${MAIN}"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="14" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="9" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;

function narrowSheetXml(rows: number, strings: SharedStrings): string {
  const random = seeded(42);
  const text = (ref: string, value: string) => `<c r="${ref}" t="s"><v>${strings.of(value)}</v></c>`;
  const out = [`${HEAD}<worksheet xmlns="${MAIN}"><sheetData>`];
  out.push(`<row r="1">${text('A1', 'Task ID')}${text('B1', 'Duration')}${text('C1', 'Status')}</row>`);
  for (let r = 2; r <= rows + 1; r++)
    out.push(
      `<row r="${r}">${text(`A${r}`, taskIdOf(r))}<c r="B${r}"><v>${1 + Math.floor(random() * 20)}</v></c>` +
        `${text(`C${r}`, STATUS[r % STATUS.length]!)}</row>`,
    );
  out.push('</sheetData></worksheet>');
  return out.join('');
}

function parts(rows: number, sheetOf: (rows: number, strings: SharedStrings) => string): [string, string][] {
  const strings = new SharedStrings();
  const sheet = sheetOf(rows, strings);
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.';
  const types = `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${type}sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${type}worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${type}styles+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="${type}sharedStrings+xml"/></Types>`;
  const relationships = (...list: [string, string][]) =>
    `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${list.map(([kind, target], i) => `<Relationship Id="rId${i + 1}" Type="${RELATIONS}/${kind}" Target="${target}"/>`).join('')}</Relationships>`;
  return [
    ['[Content_Types].xml', types],
    ['_rels/.rels', relationships(['officeDocument', 'xl/workbook.xml'])],
    [
      'xl/workbook.xml',
      `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets><sheet name="Tasks" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      relationships(
        ['worksheet', 'worksheets/sheet1.xml'],
        ['styles', 'styles.xml'],
        ['sharedStrings', 'sharedStrings.xml'],
      ),
    ],
    ['xl/worksheets/sheet1.xml', sheet],
    ['xl/styles.xml', STYLES],
    ['xl/sharedStrings.xml', strings.xml()],
  ];
}

/** An archive of parts by name, deflated at level 6. */
export function zip(list: readonly (readonly [string, string | Uint8Array])[]): Buffer {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of list) {
    const data = typeof content === 'string' ? Buffer.from(content) : content;
    const packed = zlib.deflateRawSync(data, { level: 6 });
    const fixed = Buffer.alloc(26);
    fixed.writeUInt16LE(20, 0);
    fixed.writeUInt16LE(8, 4);
    fixed.writeUInt32LE(0x00210000, 6); // 1980-01-01 00:00
    fixed.writeUInt32LE(zlib.crc32(data), 10);
    fixed.writeUInt32LE(packed.length, 14);
    fixed.writeUInt32LE(data.length, 18);
    fixed.writeUInt16LE(name.length, 22);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    locals.push(Buffer.from('PK\x03\x04', 'latin1'), fixed, Buffer.from(name), packed);
    central.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), fixed, tail, Buffer.from(name));
    offset += 30 + name.length + packed.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(list.length, 8);
  end.writeUInt16LE(list.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
}

/** Writes the plan of `rows` tasks to `file`; the same bytes every time. With 3 columns it has only the ID, the duration and the status. */
export function writePlanFile(file: string, rows: number, columns: 3 | 14 = 14): void {
  fs.writeFileSync(file, zip(parts(rows, columns === 3 ? narrowSheetXml : sheetXml)));
}

/** A plan close to the 50 MiB that an upload may have: tasks in 14 columns, each with a note of its own, of so many letters. */
export function writeLargeUpload(file: string, tasks = 200_000, note = 250): void {
  fs.writeFileSync(file, zip(parts(tasks, (rows, strings) => sheetXml(rows, strings, note))));
}
