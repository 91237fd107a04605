/** What a failed query means: again at once, again later, or a fault of ours. */
import { Outage } from '../../ports/outage.ts';

/** Of the driver or of the system, also when the query builder has wrapped it. */
function codeOf(error: unknown): string {
  const { code, cause } = (error ?? {}) as { readonly code?: unknown; readonly cause?: unknown };
  if (typeof code === 'string') return code;
  return cause === undefined ? '' : codeOf(cause);
}

/** Two transactions were in each other's way and this one was rolled back: it is as if it had never begun. */
export const wasInTheWay = (error: unknown): boolean => ['40P01', '40001'].includes(codeOf(error));

/** Classes of SQLSTATE: connection lost, resources exhausted, stopped by the operator, failing disk; and locks that are not had in time. */
const down = /^(08...|53...|57P0.|57014|58...|55P03|25P03|E[A-Z]+)$/;
/** The driver's own errors have no code. */
const lost = /Connection terminated|connection error|timeout exceeded when trying to connect|Query read timeout/i;
const full = '53100';

/** The error to throw: `Outage` when the database, and not the query, is to blame. */
export function asThrown(error: unknown): unknown {
  const code = codeOf(error);
  if (code === full) return new Outage('STORAGE_FULL', 'database', error);
  const message = (error as Error | undefined)?.message ?? '';
  const cause = ((error as Error | undefined)?.cause as Error | undefined)?.message ?? '';
  const isDown = down.test(code) || (code === '' && (lost.test(message) || lost.test(cause)));
  return isDown ? new Outage('NOT_READY', 'database', error) : error;
}
