/** What is kept for a while; apart from the shapes, so that a page which lists it does not load these. */
export const RETENTION_KINDS = ['recovery', 'copies', 'history', 'deleted', 'audit'] as const;

/** Of states of plans and of the audit log 0 days are for ever. */
export const isForEver = (kind: (typeof RETENTION_KINDS)[number], days: number): boolean =>
  days === 0 && (kind === 'history' || kind === 'audit');
