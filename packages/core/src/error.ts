export type CoreErrorCode =
  /** a change set does not fit the snapshot that it is applied to */
  | 'PRECONDITION'
  /** text that is not the canonical form of a snapshot */
  | 'BAD_CANONICAL'
  /** a rank that is not a fractional index */
  | 'BAD_RANK';

export interface CoreErrorPlace {
  readonly taskId?: string;
  readonly resourceId?: string;
  readonly dependency?: string;
  readonly field?: string;
}

/** The one error of this package: only for what a caller must never do; expected outcomes are values. */
export class CoreError extends Error {
  readonly code: CoreErrorCode;
  readonly where: CoreErrorPlace;

  constructor(code: CoreErrorCode, message: string, where: CoreErrorPlace = {}, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'CoreError';
    this.code = code;
    this.where = where;
  }
}
