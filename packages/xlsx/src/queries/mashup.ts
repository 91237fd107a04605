/**
 * The queries of a workbook as Excel keeps them: an item of custom XML with one element `DataMashup`, whose text is base64 of a
 * package of its own ([MS-QDEFF] 2.2: version, package, permissions, metadata, permission bindings, each behind its length).
 */
import { limitsOf } from '../limits.ts';
import { XlsxError } from '../xlsx-error.ts';
import { parseTree, textOf } from '../xml/element-tree.ts';
import { decodeText } from '../xml/encoding.ts';
import { escapeAttribute } from '../xml/xml-text.ts';
import { inflateEntry } from '../zip/inflate-entry.ts';
import { readZip } from '../zip/read-zip.ts';
import { writeZip } from '../zip/write-zip.ts';

export const mashupNamespace = 'http://schemas.microsoft.com/DataMashup';
const sectionPart = 'Formulas/Section1.m';
const packageParts = ['Config/Package.xml', '[Content_Types].xml', sectionPart];
const schema = 'xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"';
const declared = '\ufeff<?xml version="1.0" encoding="utf-8"?>';

/** A query of a section that is loaded into a table. */
export interface LoadedQuery {
  /** As in the section. */
  readonly name: string;
  readonly table: string;
  readonly columns: readonly string[];
}

/** The part, in UTF-16 as Excel writes it. */
export async function mashupPart(section: string, queries: readonly LoadedQuery[]): Promise<Buffer> {
  const settings = metadata(queries);
  const stream = Buffer.concat([
    number(0),
    ...sized(await innerPackage(section)),
    ...sized(Buffer.from(permissions)),
    ...sized(Buffer.concat([number(0), ...sized(settings), ...sized(emptyZip)])),
    ...sized(Buffer.alloc(0)),
  ]);
  const xml = `\ufeff<?xml version="1.0" encoding="utf-16"?><DataMashup xmlns="${mashupNamespace}">${stream.toString('base64')}</DataMashup>`;
  return Buffer.from(xml, 'utf16le');
}

/**
 * The section of queries in such a part, as it stands in there. Undefined when the part is none, or holds anything beside one
 * section (or two of it), or cannot be read: then nobody can say what would run.
 */
export function readSection(part: Uint8Array, name: string): string | undefined {
  try {
    const tree = parseTree(decodeText(part, name));
    if (tree.root.local !== 'DataMashup' || tree.root.children.length > 0) return undefined;
    const stream = Buffer.from(textOf(tree, tree.root), 'base64');
    const archive = stream.subarray(8, 8 + stream.readInt32LE(4));
    const zip = readZip(archive, limitsOf({ part: 1 << 20 }));
    const names = zip.entries.map((entry) => entry.name).sort();
    if (names.join() !== [...packageParts].sort().join()) return undefined;
    const section = zip.entries.find((entry) => entry.name === sectionPart)!;
    return inflateEntry(archive, section).toString('utf8');
  } catch (error) {
    // a damaged one is no section, and goes
    if (error instanceof XlsxError || error instanceof RangeError) return undefined;
    throw error;
  }
}

const emptyZip = Buffer.concat([Buffer.from('504b0506', 'hex'), Buffer.alloc(18)]);

const permissions = `${declared}<PermissionList ${schema}><CanEvaluateFuturePackages>false</CanEvaluateFuturePackages><FirewallEnabled>true</FirewallEnabled></PermissionList>`;

function innerPackage(section: string): Promise<Buffer> {
  const config = `${declared}<Package ${schema}><Version>2.99.202.0</Version><MinVersion>2.21.0.0</MinVersion><Culture>en-US</Culture></Package>`;
  const types = `${declared}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="text/xml" /><Default Extension="m" ContentType="application/x-ms-m" /></Types>`;
  const contents = [config, types, section].map((text) => Buffer.from(text));
  return writeZip(readZip(emptyZip, limitsOf({})), {
    replaced: new Map(),
    removed: new Set(),
    added: new Map(packageParts.map((name, at) => [name, contents[at]!])),
  });
}

/** What is done with the queries; nothing of it is code. */
function metadata(queries: readonly LoadedQuery[]): Buffer {
  const all = '<Item><ItemLocation><ItemType>AllFormulas</ItemType><ItemPath /></ItemLocation><StableEntries /></Item>';
  return Buffer.from(
    `${declared.slice(1)}<LocalPackageMetadataFile ${schema}><Items>${all}${queries.map(item).join('')}</Items></LocalPackageMetadataFile>`,
  );
}

function item({ name, table, columns }: LoadedQuery): string {
  // l: a number, s: text
  const entries = {
    IsPrivate: 'l0',
    FillEnabled: 'l1',
    FillObjectType: 'sTable',
    FillToDataModelEnabled: 'l0',
    FillTarget: `s${table}`,
    FillColumnNames: `s${JSON.stringify(columns)}`,
    FillStatus: 'sComplete',
    FilledCompleteResultToWorksheet: 'l1',
    BufferNextRefresh: 'l1',
    AddedToDataModel: 'l0',
    ResultType: 'sTable',
  };
  const listed = Object.entries(entries).map(
    ([type, value]) => `<Entry Type="${type}" Value="${escapeAttribute(value)}" />`,
  );
  return `<Item><ItemLocation><ItemType>Formula</ItemType><ItemPath>Section1/${encodeURIComponent(name)}</ItemPath></ItemLocation><StableEntries>${listed.join('')}</StableEntries></Item>`;
}

function number(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32LE(value);
  return bytes;
}

const sized = (bytes: Buffer): Buffer[] => [number(bytes.length), bytes];
