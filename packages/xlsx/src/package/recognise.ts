import { XlsxError } from '../api.ts';
import { SAVE_AGAIN } from '../what-to-do.ts';
import type { ZipArchive } from '../zip/read-zip.ts';
import { foreignFile, notXlsx } from './foreign.ts';
import type { MainKind } from './vocabulary.ts';

const saveAs = 'Open it in Excel, choose "Save as", pick "Excel Workbook (.xlsx)" and upload that file.';
const contentTypesPart = '[content_types].xml';

/** Throws `NOT_XLSX` or `ENCRYPTED_WORKBOOK` for files that do not begin as a zip archive, unless they end as one. */
export function refuseForeign(bytes: Buffer): void {
  const foreign = foreignFile(bytes);
  if (foreign === undefined) return;
  // The tail of a workbook, or one with bytes before it, is damaged rather than something else: the zip reader says how.
  const closing = bytes.subarray(-65557).lastIndexOf('PK\u0005\u0006', undefined, 'latin1');
  if (foreign.code === 'ENCRYPTED_WORKBOOK' || closing < 0) throw foreign;
  if (bytes.toString('latin1', 0, 8) === '\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1') throw foreign;
}

/** Throws `NOT_XLSX` for zip archives that are no OPC package, saying what they seem to be. */
export function refuseOtherArchives(archive: ZipArchive): void {
  const names = archive.entries.map((entry) => entry.name.toLowerCase());
  if (names.includes(contentTypesPart)) return;
  if (names.length === 0) throw notXlsx('This is an empty zip archive');
  if (names.includes('mimetype') || names.includes('meta-inf/manifest.xml'))
    throw notXlsx('This is an OpenDocument file (.ods)', saveAs.replace('in Excel', 'in Excel or LibreOffice'));
  if (names.some((name) => name.endsWith(`/${contentTypesPart}`)))
    throw notXlsx(
      'This is a zip of a folder that holds an unpacked workbook',
      'Zip what is in the folder, or upload the workbook itself.',
    );
  if (names.some((name) => /\.xls[xmb]?$/.test(name)))
    throw notXlsx('This is a zip archive with a workbook in it', 'Unpack it and upload the workbook.');
  if (names.includes('index.xml') || names.some((name) => name.endsWith('.iwa')))
    throw notXlsx('This is a Numbers document', 'Export it from Numbers to Excel (.xlsx) and upload that file.');
  throw notXlsx('This is a zip archive, not a workbook');
}

/** Throws `NOT_XLSX` for packages of other programs and for the binary workbook. */
export function refuseOtherDocuments(kind: MainKind | undefined): void {
  if (kind === 'binary') throw notXlsx('This is a binary workbook (.xlsb)', saveAs);
  if (kind === 'addIn') throw notXlsx('This is an Excel add-in (.xlam)', saveAs);
  if (kind === 'word') throw notXlsx('This is a Word document under another name');
  if (kind === 'slides') throw notXlsx('This is a presentation under another name');
  if (kind === 'visio') throw notXlsx('This is a Visio drawing under another name');
}

/** The package lacks something that it cannot be read without. */
export function brokenPackage(what: string, part?: string): XlsxError {
  return new XlsxError(
    'PACKAGE_BROKEN',
    `The workbook is damaged: ${what}. ${SAVE_AGAIN}`,
    part === undefined ? {} : { part },
  );
}
