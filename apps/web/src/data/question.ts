import { type Problem, ProblemError } from '@sprintforge/protocol';

export interface Question {
  /** What `confirm` is to be. */
  readonly token: string;
  readonly problem: Problem;
}

/** null: it is done; else what was asked first. */
export async function doneOrAsked<Q>(act: Promise<unknown>, asked: (question: Question) => Q): Promise<Q | null> {
  try {
    await act;
    return null;
  } catch (error) {
    const question = questionOf(error);
    if (!question) throw error;
    return asked(question);
  }
}

/** What the server asks before it does something; null: an error as any other. */
export function questionOf(error: unknown): Question | null {
  if (!(error instanceof ProblemError) || error.code !== 'NEEDS_CONFIRMATION') return null;
  const { problem } = error;
  const [first] = problem['confirm'] as readonly { readonly token: string }[];
  return first ? { token: first.token, problem } : null;
}
