export type XlsxErrorCode =
  | 'NOT_XLSX'
  | 'ENCRYPTED_WORKBOOK'
  | 'ZIP_STRUCTURE'
  | 'ZIP_SIZE_LIE'
  | 'ZIP_ENCRYPTED'
  | 'ZIP_NAME'
  | 'ZIP_DUPLICATE'
  | 'LIMIT'
  | 'XML_DTD'
  | 'XML_ENCODING'
  | 'XML_LIMIT'
  | 'XML_MALFORMED'
  | 'PACKAGE_BROKEN'
  | 'CELL_REFERENCE'
  | 'BAD_ARGUMENT';

/** The one error class of this package. */
export class XlsxError extends Error {
  readonly code: XlsxErrorCode;
  readonly where: { readonly part?: string; readonly sheet?: string; readonly cell?: string };
  constructor(code: XlsxErrorCode, message: string, where: XlsxError['where'] = {}, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'XlsxError';
    this.code = code;
    this.where = where;
  }
}
