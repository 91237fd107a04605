export type MappingErrorCode = 'NO_TABLE' | 'TOO_MANY_TASKS' | 'BAD_MAPPING' | 'HANDOUT_FAILED';
export class MappingError extends Error {
  readonly code: MappingErrorCode;
  readonly where: { readonly sheet?: string; readonly cell?: string };
  constructor(code: MappingErrorCode, message: string, where: MappingError['where'] = {}, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'MappingError';
    this.code = code;
    this.where = where;
  }
}
