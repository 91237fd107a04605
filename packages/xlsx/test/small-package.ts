/** Builds small workbooks for tests, part by part, as stored zip entries. */
import { crc32 } from 'node:zlib';
import { limitsOf } from '../src/limits.ts';
import { Package } from '../src/package/package.ts';

export interface SmallSheet {
  readonly name: string;
  /** Children of `<worksheet>` in order; the prefix of main elements is none. */
  readonly xml: string;
  /** `rId` → [kind, part]. */
  readonly relations?: Readonly<Record<string, readonly [string, string]>>;
}

export interface SmallWorkbook {
  readonly sheets: readonly SmallSheet[];
  /** Between `<sheets>` and the end of the workbook part. */
  readonly workbook?: string;
  /** Further parts: name → [content type, text]. */
  readonly parts?: Readonly<Record<string, readonly [string, string]>>;
  readonly strict?: boolean;
  readonly styles?: string;
}

const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const strictOffice = 'http://purl.oclc.org/ooxml/officeDocument/relationships';
const ml = 'application/vnd.openxmlformats-officedocument.spreadsheetml.';
const packageNamespace = 'http://schemas.openxmlformats.org/package/2006';

export function smallPackage(workbook: SmallWorkbook): Package {
  return Package.open(smallBytes(workbook), limitsOf());
}

export function smallBytes({ sheets, workbook = '', parts = {}, strict = false, styles }: SmallWorkbook): Buffer {
  const main = strict
    ? 'http://purl.oclc.org/ooxml/spreadsheetml/main'
    : 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  const r = strict ? strictOffice : office;
  const spaces = `xmlns="${main}" xmlns:r="${r}"`;
  const files = new Map<string, string>();
  const overrides: [string, string][] = [['xl/workbook.xml', `${ml}sheet.main+xml`]];
  const list = sheets.map((s, i) => `<sheet name="${s.name}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`).join('');
  const relations = sheets.map((_, i) => relation(`rId${i + 1}`, `${r}/worksheet`, `worksheets/sheet${i + 1}.xml`));
  if (styles !== undefined) {
    relations.push(relation('rIdStyles', `${r}/styles`, 'styles.xml'));
    overrides.push(['xl/styles.xml', `${ml}styles+xml`]);
    files.set('xl/styles.xml', `<styleSheet xmlns="${main}">${styles}</styleSheet>`);
  }
  files.set('_rels/.rels', relationships([relation('rId1', `${r}/officeDocument`, 'xl/workbook.xml')]));
  files.set('xl/workbook.xml', `<workbook ${spaces}><sheets>${list}</sheets>${workbook}</workbook>`);
  files.set('xl/_rels/workbook.xml.rels', relationships(relations));
  sheets.forEach((sheet, i) => {
    const part = `xl/worksheets/sheet${i + 1}.xml`;
    files.set(part, `<worksheet ${spaces}>${sheet.xml}</worksheet>`);
    overrides.push([part, `${ml}worksheet+xml`]);
    const links = Object.entries(sheet.relations ?? {}).map(([id, [kind, target]]) =>
      relation(id, `${r}/${kind}`, `/${target}`),
    );
    if (links.length > 0) files.set(`xl/worksheets/_rels/sheet${i + 1}.xml.rels`, relationships(links));
  });
  for (const [name, [type, text]] of Object.entries(parts)) {
    files.set(name, text);
    overrides.push([name, type]);
  }
  const types = overrides.map(([name, type]) => `<Override PartName="/${name}" ContentType="${type}"/>`).join('');
  const defaults = `<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="vml" ContentType="application/vnd.openxmlformats-officedocument.vmlDrawing"/>`;
  return zip([
    ['[Content_Types].xml', `<Types xmlns="${packageNamespace}/content-types">${defaults}${types}</Types>`],
    ...files,
  ]);
}

function relation(id: string, type: string, target: string): string {
  return `<Relationship Id="${id}" Type="${type}" Target="${target}"/>`;
}

function relationships(items: readonly string[]): string {
  return `<Relationships xmlns="${packageNamespace}/relationships">${items.join('')}</Relationships>`;
}

/** A zip archive of stored entries (APPNOTE 4.3). */
export function zip(files: Iterable<readonly [string, string]>): Buffer {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let offset = 0;
  for (const [name, text] of files) {
    const nameBytes = Buffer.from(name);
    const data = Buffer.from(text);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(0x21, 8);
    common.writeUInt32LE(crc32(data), 10);
    common.writeUInt32LE(data.length, 14);
    common.writeUInt32LE(data.length, 18);
    common.writeUInt16LE(nameBytes.length, 22);
    locals.push(Buffer.from('PK\x03\x04', 'latin1'), common, nameBytes, data);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    centrals.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), common, rest, nameBytes);
    offset += 30 + nameBytes.length + data.length;
  }
  const directory = Buffer.concat(centrals);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  const count = centrals.length / 4;
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
}
