/** Everything that goes wrong becomes one document, one sentence for a person, and one exit code. */
import { MappingError } from '@sprintforge/mapping';
import { ProblemError } from '@sprintforge/protocol';
import type { ServiceError } from '@sprintforge/server';
import { XlsxError } from '@sprintforge/xlsx';
import { CommanderError } from 'commander';
import type { ExitCode, Outcome } from './outcome.ts';

export type CliErrorCode =
  | 'BAD_ARGUMENT'
  | 'FILE_NOT_FOUND'
  | 'FILE_UNREADABLE'
  | 'FILE_LOCKED'
  | 'FILE_EXISTS'
  | 'NOT_A_COPY'
  | 'LOCAL_EDITS'
  | 'NEEDS_YES'
  | 'NOT_LOGGED_IN'
  | 'NOT_OFFERED'
  | 'UNKNOWN_PROJECT'
  | 'UNKNOWN_CONFLICT'
  | 'UNKNOWN_PARKED';

/** The one error class of the command line. The message says what to do. */
export class CliError extends Error {
  readonly code: CliErrorCode | XlsxError['code'];
  readonly where: Readonly<Record<string, string>>;
  constructor(code: CliError['code'], message: string, where: CliError['where'] = {}, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'CliError';
    this.code = code;
    this.where = where;
  }
}

/** `--json`: `{error: {code, message, where}}`, and the server's report when a decision is needed. */
export function failureOutcome(error: unknown): Outcome {
  const told = tell(error);
  const { exit, code, message, where, ...rest } = told;
  return { document: { error: { code, message, where, ...rest } }, text: `sprintforge: ${message} (${code})`, exit };
}

interface Told {
  readonly exit: ExitCode;
  readonly code: string;
  readonly message: string;
  readonly where: Readonly<Record<string, unknown>>;
  readonly result?: unknown;
  readonly findings?: unknown;
}

function tell(error: unknown): Told {
  if (error instanceof CliError)
    return {
      exit: error.code === 'NOT_LOGGED_IN' ? 3 : 2,
      code: error.code,
      message: error.message,
      where: error.where,
    };
  if (error instanceof ProblemError) return tellProblem(error);
  if (error instanceof XlsxError || error instanceof MappingError)
    return { exit: 2, code: error.code, message: error.message, where: error.where };
  if (error instanceof Error && error.name === 'ServiceError') return tellService(error as ServiceError);
  if (error instanceof Error && OF_THE_SERVER.has(error.name)) return tellServer(error as ServerRefusal);
  if (error instanceof CommanderError)
    return { exit: 2, code: 'BAD_ARGUMENT', message: error.message.replace(/^error: /, ''), where: {} };
  const message = error instanceof Error ? error.message : String(error);
  return { exit: 2, code: 'INTERNAL', message: `unexpected: ${message}`, where: {} };
}

/** Told by name: no command loads the server to compare classes. */
const OF_THE_SERVER = new Set(['ConfigError', 'StartRefused', 'KeyError', 'Refusal']);

interface ServerRefusal extends Error {
  readonly code: string;
  readonly where?: Readonly<Record<string, unknown>>;
  readonly faults?: unknown;
}

const tellServer = ({ code, message, where = {}, faults }: ServerRefusal): Told => ({
  ...{ exit: 2, code, message, where },
  ...(faults === undefined ? {} : { findings: faults }),
});

const tellService = ({ code, message, where }: ServiceError): Told => ({ exit: 3, code, message, where });

function tellProblem(error: ProblemError): Told {
  const exit: ExitCode = error.status === 0 || error.status === 401 || error.status === 403 ? 3 : 2;
  const { result, findings } = error.problem;
  return {
    exit,
    code: error.code,
    message: `${error.message}${advice(error)}`,
    where: error.problem.where !== undefined ? { ...(error.problem.where as object) } : {},
    ...(result === undefined ? {} : { result }),
    ...(findings === undefined ? {} : { findings }),
  };
}

function advice(error: ProblemError): string {
  if (error.status === 0) return '. Is the server running? `sprintforge serve` starts one; SPRINTFORGE_URL names it';
  if (error.status === 401) return '. Run `sprintforge login URL`, or set SPRINTFORGE_TOKEN';
  return '';
}
