/** What Excel refuses, with the codes of its own API. */
export type OfficeErrorCode =
  | 'InvalidArgument'
  | 'ItemAlreadyExists'
  | 'ItemNotFound'
  | 'AccessDenied'
  | 'InsertDeleteConflict'
  | 'NotModelled';

export class OfficeError extends Error {
  readonly code: OfficeErrorCode;
  /** Sheet and address, or the name that was asked for. */
  readonly where: string;

  constructor(code: OfficeErrorCode, message: string, where: string) {
    super(`${code}: ${message} (${where})`);
    this.name = 'OfficeError';
    this.code = code;
    this.where = where;
  }
}
