import { type Problem, ProblemError } from '@sprintforge/protocol';

export interface Question {
  /** In the server's words. */
  readonly effect: string;
  /** What `confirm` is to be. */
  readonly token: string;
  readonly problem: Problem;
}

/** What the server asks before it does something; null: an error as any other. */
export function questionOf(error: unknown): Question | null {
  if (!(error instanceof ProblemError) || error.code !== 'NEEDS_CONFIRMATION') return null;
  const { problem } = error;
  const [first] = problem['confirm'] as readonly { readonly effect: string; readonly token: string }[];
  return first ? { effect: first.effect, token: first.token, problem } : null;
}
