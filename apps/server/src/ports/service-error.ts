/** A service that does not answer, or lets nobody in. */

/** The message holds no password, and nothing of the address but host, port, user and database. */
export class ServiceError extends Error {
  readonly code: 'SERVICE_UNREACHABLE' | 'SERVICE_REFUSED';
  readonly where: { readonly service: string; readonly place: string; readonly variable: string };
  constructor(code: ServiceError['code'], message: string, where: ServiceError['where'], cause: unknown) {
    super(message, { cause });
    this.name = 'ServiceError';
    this.code = code;
    this.where = where;
  }
}
