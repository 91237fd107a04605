/**
 * The log: one JSON object a line. What is written is chosen, not cut out: addresses without their query, errors without the
 * values that their messages quote. So no token, no content of a file and no name of a person gets there (a test reads every byte).
 */
import { type Logger, pino } from 'pino';
import { KeyError } from './ports/keys.ts';
import { ServiceError } from './ports/service-error.ts';

export type Log = Logger;

export interface LogOptions {
  /** `silent`, `error`, `warn`, `info`, `debug`, `trace`. */
  readonly level: string;
  /** Default: stderr. */
  readonly to?: { write(line: string): void };
}

export function openLog({ level, to }: LogOptions): Log {
  const options = {
    level,
    base: { pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { req: asRequest, res: asAnswer, err: asError },
    // the second line of defence: nothing above writes them
    redact: ['headers', '*.headers', '*.authorization', '*.cookie', '*.password', '*.token', '*.secret'],
  };
  return pino(options, to ?? pino.destination({ fd: 2, sync: true }));
}

interface LoggedRequest {
  readonly method: string;
  readonly url: string;
  readonly ip?: string;
  readonly routeOptions?: { readonly url?: string };
}

/** The route where there is one; else the path, which may be anything, is not repeated. */
const asRequest = (request: LoggedRequest) => ({
  method: request.method,
  route: request.routeOptions?.url ?? 'none',
  ip: request.ip,
});

const asAnswer = ({ statusCode }: { readonly statusCode: number }) => ({ statusCode });

export interface LoggedError {
  readonly type: string;
  readonly code?: string;
  readonly message: string;
  readonly stack: readonly string[];
  readonly cause?: LoggedError;
}

/** What it is, where in our code, and its message as far as that is ours: nothing in quotes, no parameters of a query. */
export function asError(given: unknown, depth = 0): LoggedError {
  const error = given instanceof Error ? given : new Error(String(given));
  const { code, cause } = error as Error & { code?: unknown };
  return {
    type: error.name,
    ...(typeof code === 'string' || typeof code === 'number' ? { code: String(code) } : {}),
    message: ownWords(error),
    stack: frames(error),
    ...(cause !== undefined && depth < 3 ? { cause: asError(cause, depth + 1) } : {}),
  };
}

function ownWords(error: Error): string {
  if (error instanceof ServiceError || error instanceof KeyError) return error.message;
  // the database quotes rows in its messages; their code and constraint say what happened
  if ('severity' in error && 'routine' in error) {
    const { table, constraint, routine } = error as Error & { table?: string; constraint?: string; routine?: string };
    return ['PostgreSQL', routine, table, constraint].filter(Boolean).join(' ');
  }
  const [first = ''] = error.message.split(/\n|params:/);
  return first.replaceAll(/(["'`“‘«])(?:(?!\1)[^”’»])*(?:\1|[”’»]|$)/g, '…').slice(0, 300);
}

const frames = ({ stack = '' }: Error): string[] =>
  stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 12)
    .map((line) => line.trim());
