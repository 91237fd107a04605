import { XlsxError } from './api.ts';

/** What `read` gives; an XlsxError that it throws says where as far as it does not say so itself. */
export function located<T>(where: XlsxError['where'], read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof XlsxError)) throw error;
    throw new XlsxError(error.code, error.message, { ...where, ...error.where }, error);
  }
}
