import { ProblemError } from '@sprintforge/protocol';
import type { Messages } from './messages.ts';

export interface Explanation {
  readonly title: string;
  readonly text: string;
  /** What the server said, where that says more. */
  readonly detail: string | null;
}

/** Codes whose sentence says everything there is to say to a person. */
const complete = new Set([
  'UNREACHABLE',
  'UNAUTHENTICATED',
  'SIGN_IN_FAILED',
  'SECOND_FACTOR_FAILED',
  'LINK_INVALID',
  'WEAK_PASSWORD',
  'NOT_FOUND',
  'NOT_XLSX',
  'TOO_LARGE',
  'WRONG_PROJECT',
  'BUSY',
  'RATE_LIMITED',
]);

/** What the screen found wrong, by kind: a person does something else about each. */
const kinds: readonly (readonly [kind: keyof Messages['problems']['byKind'], RegExp])[] = [
  ['damaged', /^(?:ZIP|XML|PACKAGE|CELL)_/],
  ['active', /^ACTIVE_/],
  ['outside', /^(?:EXT|FORMULA)_/],
  ['tooMuch', /^LIMIT$/],
  ['virus', /^VIRUS_FOUND$/],
];

function reasonText({ problems }: Messages, reason: string): string | undefined {
  const kind = kinds.find(([, codes]) => codes.test(reason))?.[0];
  return kind === undefined ? problems.byCode[reason] : problems.byKind[kind];
}

/** A problem of which only the code came, in the address of a page. */
export const codeText = (t: Messages, code: string): string =>
  t.problems.byCode[code] ?? t.problems.byCode['SSO_INVALID'] ?? code;

/** An error for a person: by the reason of a refused workbook, else by the problem's code. */
export function explain(t: Messages, error: unknown): Explanation {
  const title = t.problems.title;
  if (!(error instanceof ProblemError)) return { title, text: String(error), detail: null };
  const reason = error.problem['reason'];
  const byReason = typeof reason === 'string' ? reasonText(t, reason) : undefined;
  const text = byReason ?? t.problems.byCode[error.code] ?? error.problem.title;
  const said = error.problem.detail ?? null;
  const detail = complete.has(error.code) || byReason || said === text ? null : said;
  return { title, text, detail };
}
