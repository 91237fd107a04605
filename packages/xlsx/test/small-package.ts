/** Builds small workbooks for tests, part by part, as stored zip entries. */
import { limitsOf } from '../src/limits.ts';
import { Package } from '../src/package/package.ts';
import { office, relationship, relationships } from './small-workbook.ts';
import { craftZip } from './zip-builder.ts';

export interface SmallSheet {
  readonly name: string;
  /** Children of `<worksheet>` in order; the prefix of main elements is none. */
  readonly xml: string;
  /** `rId` → [kind, part]. */
  readonly relations?: Readonly<Record<string, readonly [string, string]>>;
}

export interface SmallWorkbook {
  readonly sheets: readonly SmallSheet[];
  /** Before `<sheets>`. */
  readonly views?: string;
  /** Between `<sheets>` and the end of the workbook part. */
  readonly workbook?: string;
  /** Further parts: name → [content type, text]. */
  readonly parts?: Readonly<Record<string, readonly [string, string]>>;
  readonly strict?: boolean;
  readonly styles?: string;
  /** Further relationships of the workbook part: `rId` → [kind, part]. */
  readonly relations?: Readonly<Record<string, readonly [string, string]>>;
}

const strictOffice = 'http://purl.oclc.org/ooxml/officeDocument/relationships';
const ml = 'application/vnd.openxmlformats-officedocument.spreadsheetml.';
const packageNamespace = 'http://schemas.openxmlformats.org/package/2006';

export function smallPackage(workbook: SmallWorkbook): Package {
  return Package.open(smallBytes(workbook), limitsOf());
}

export function smallBytes(book: SmallWorkbook): Buffer {
  const { sheets, views = '', workbook = '', parts = {}, strict = false, styles } = book;
  const main = strict
    ? 'http://purl.oclc.org/ooxml/spreadsheetml/main'
    : 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  const r = strict ? strictOffice : office;
  const spaces = `xmlns="${main}" xmlns:r="${r}"`;
  const files = new Map<string, string>();
  const overrides: [string, string][] = [['xl/workbook.xml', `${ml}sheet.main+xml`]];
  const list = sheets.map((s, i) => `<sheet name="${s.name}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`).join('');
  const relations = sheets.map((_, i) => relationship(`rId${i + 1}`, `${r}/worksheet`, `worksheets/sheet${i + 1}.xml`));
  if (styles !== undefined) {
    relations.push(relationship('rIdStyles', `${r}/styles`, 'styles.xml'));
    overrides.push(['xl/styles.xml', `${ml}styles+xml`]);
    files.set('xl/styles.xml', `<styleSheet xmlns="${main}">${styles}</styleSheet>`);
  }
  for (const [id, [kind, part]] of Object.entries(book.relations ?? {}))
    relations.push(relationship(id, `${r}/${kind}`, `/${part}`));
  files.set('_rels/.rels', relationships(relationship('rId1', `${r}/officeDocument`, 'xl/workbook.xml')));
  files.set('xl/workbook.xml', `<workbook ${spaces}>${views}<sheets>${list}</sheets>${workbook}</workbook>`);
  files.set('xl/_rels/workbook.xml.rels', relationships(...relations));
  sheets.forEach((sheet, i) => {
    const part = `xl/worksheets/sheet${i + 1}.xml`;
    files.set(part, `<worksheet ${spaces}>${sheet.xml}</worksheet>`);
    overrides.push([part, `${ml}worksheet+xml`]);
    const links = Object.entries(sheet.relations ?? {}).map(([id, [kind, target]]) =>
      relationship(id, `${r}/${kind}`, `/${target}`),
    );
    if (links.length > 0) files.set(`xl/worksheets/_rels/sheet${i + 1}.xml.rels`, relationships(...links));
  });
  for (const [name, [type, text]] of Object.entries(parts)) {
    files.set(name, text);
    overrides.push([name, type]);
  }
  const types = overrides.map(([name, type]) => `<Override PartName="/${name}" ContentType="${type}"/>`).join('');
  const defaults = `<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="vml" ContentType="application/vnd.openxmlformats-officedocument.vmlDrawing"/>`;
  const contentTypes = `<Types xmlns="${packageNamespace}/content-types">${defaults}${types}</Types>`;
  const entries = [['[Content_Types].xml', contentTypes] as const, ...files];
  return craftZip(entries.map(([name, content]) => ({ name, content, method: 0 })));
}
