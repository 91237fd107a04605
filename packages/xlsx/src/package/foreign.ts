import { XlsxError } from '../api.ts';

const oleMagic = Buffer.from('d0cf11e0a1b11ae1', 'hex');
const saveAs = 'Open it in Excel, choose "Save as", pick "Excel Workbook (.xlsx)" and upload that file.';
const exportAs = 'Upload an Excel workbook (.xlsx).';

/** What a file that is no zip archive is, with what to do about it. Undefined if it begins as a zip archive does. */
export function foreignFile(bytes: Buffer): XlsxError | undefined {
  if (bytes.length === 0) return notXlsx('The file is empty', exportAs);
  if (bytes.subarray(0, 8).equals(oleMagic)) return oleFile(bytes);
  const signature = bytes.toString('latin1', 0, 8);
  if (signature.startsWith('PK\u0003\u0004') || signature.startsWith('PK\u0005\u0006')) return undefined;
  if (isLockFile(bytes))
    return notXlsx(
      "This is Excel's lock file (~$…), which exists while a workbook is open",
      'Upload the workbook itself.',
    );
  for (const [start, what, todo] of signatures) if (signature.startsWith(start)) return notXlsx(what, todo);
  return textFile(bytes);
}

/** The refusal of everything that is no workbook: what it seems to be, and what to do. */
export function notXlsx(what: string, todo: string = exportAs): XlsxError {
  return new XlsxError('NOT_XLSX', `${what}. ${todo}`);
}

const oldExcel = 'This is a workbook of an old Excel version (.xls)';
const signatures: readonly (readonly [string, string, string])[] = [
  ['\u0009\u0000\u0004\u0000', oldExcel, saveAs],
  ['\u0009\u0002', oldExcel, saveAs],
  ['\u0009\u0004', oldExcel, saveAs],
  ['\u0009\u0008', oldExcel, saveAs],
  ['%PDF', 'This is a PDF document', exportAs],
  ['\u0089PNG', 'This is a picture (PNG)', exportAs],
  ['\u00ff\u00d8\u00ff', 'This is a picture (JPEG)', exportAs],
  ['GIF8', 'This is a picture (GIF)', exportAs],
  ['BM', 'This is a picture (BMP)', exportAs],
  ['\u001f\u008b', 'This is a gzip archive', 'Unpack it and upload the workbook in it.'],
  ['7z\u00bc\u00af', 'This is a 7-Zip archive', 'Unpack it and upload the workbook in it.'],
  ['Rar!', 'This is a RAR archive', 'Unpack it and upload the workbook in it.'],
  ['{\\rtf', 'This is a text document (RTF)', exportAs],
];

function oleFile(bytes: Buffer): XlsxError {
  if (hasStream(bytes, 'EncryptedPackage') || hasStream(bytes, 'EncryptionInfo'))
    return new XlsxError(
      'ENCRYPTED_WORKBOOK',
      'The workbook is protected with a password. Remove the password in Excel (File, Info, Protect Workbook, ' +
        'Encrypt with Password, leave it empty), save it and upload it again.',
    );
  if (hasStream(bytes, 'Workbook') || hasStream(bytes, 'Book')) return notXlsx(oldExcel, saveAs);
  if (hasStream(bytes, 'WordDocument')) return notXlsx('This is a Word document (.doc)');
  if (hasStream(bytes, 'PowerPoint Document')) return notXlsx('This is a presentation (.ppt)');
  return notXlsx('This is an old Office document or a message, not a workbook', saveAs);
}

/** A directory entry of a compound file ([MS-CFB] 2.6.1): 128 bytes at a multiple of 128, name in UTF-16 with its length at 64. */
function hasStream(bytes: Buffer, name: string): boolean {
  const wide = Buffer.from(`${name}\0`, 'utf16le');
  for (let at = bytes.indexOf(wide); at >= 0; at = bytes.indexOf(wide, at + 1))
    if (at % 128 === 0 && at + 128 <= bytes.length && bytes.readUInt16LE(at + 64) === wide.length) return true;
  return false;
}

/** `~$name.xlsx`: 165 bytes, the user's name in Latin-1 with its length, then again in UTF-16. */
function isLockFile(bytes: Buffer): boolean {
  return bytes.length === 165 && bytes[0]! > 0 && bytes[0]! <= 54 && bytes[54] === 0x20;
}

function textFile(bytes: Buffer): XlsxError {
  const head = bytes
    .subarray(0, 4096)
    .toString('utf8')
    .replace(/^\ufeff/, '')
    .trimStart();
  if (
    /^<\?xml[^>]*>\s*<\?mso-application[^>]*Excel/.test(head) ||
    head.includes('urn:schemas-microsoft-com:office:spreadsheet')
  )
    return notXlsx('This is an XML spreadsheet of Excel 2003', saveAs);
  if (/^<(!doctype\s+html|html|head|body|table|meta|div)\b/i.test(head))
    return notXlsx('This is a web page (HTML) under another name, as many programs export', saveAs);
  if (/^<\?xml|^</.test(head)) return notXlsx('This is an XML file');
  const control = /[\u0000-\u0008\u000e-\u001f]/.test(head);
  if (!control && /^[^\r\n]*[,;\t|][^\r\n]*(\r?\n|$)/.test(head))
    return notXlsx('This looks like a CSV or text file under another name', saveAs);
  return notXlsx(
    control ? 'This is no Excel workbook, or it is damaged from its first byte on' : 'This is a text file',
  );
}
