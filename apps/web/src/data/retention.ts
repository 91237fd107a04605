/** How long what is kept, in a project or (null) in the organisation. */
import {
  ProblemError,
  type RetentionChoices,
  type RetentionKind,
  type RetentionList,
  type RetentionLosses,
} from '@sprintforge/protocol';
import { type UseMutationResult, type UseQueryResult, useQuery } from '@tanstack/react-query';
import { useChange } from './change.ts';
import { client } from './client.ts';

const keyOf = (project: string | null): readonly string[] =>
  project === null ? ['organisation', 'retention'] : ['project', project, 'retention'];

export function useRetention(project: string | null): UseQueryResult<RetentionList['periods']> {
  return useQuery({
    queryKey: keyOf(project),
    queryFn: async () =>
      (await (project === null ? client().retention.periods() : client().retention.ofProject(project))).periods,
  });
}

export interface RetentionWish {
  /** What was chosen just now. */
  readonly kind: RetentionKind;
  /** All that is said here. */
  readonly periods: RetentionChoices['periods'];
  readonly confirm?: string;
}

/** What would go that is kept so far; `wish` is what to send to have it so. */
export interface ShorteningQuestion {
  readonly wish: RetentionWish & { readonly confirm: string };
  readonly losses: RetentionLosses;
}

/** null: it is said. */
export function useSetRetention(
  project: string | null,
): UseMutationResult<ShorteningQuestion | null, Error, RetentionWish> {
  // what the organisation says bounds its projects
  return useChange(project === null ? [] : ['project', project], async (wish) => {
    const { periods, confirm } = wish;
    try {
      await (project === null
        ? client().retention.setPeriods(periods, confirm)
        : client().retention.setOfProject(project, periods, confirm));
      return null;
    } catch (error) {
      const question = questionOf(error, wish);
      if (!question) throw error;
      return question;
    }
  });
}

function questionOf(error: unknown, wish: RetentionWish): ShorteningQuestion | null {
  if (!(error instanceof ProblemError) || error.code !== 'NEEDS_CONFIRMATION') return null;
  const [first] = error.problem['confirm'] as readonly { readonly token: string }[];
  return first ? { wish: { ...wish, confirm: first.token }, losses: error.problem['losses'] as RetentionLosses } : null;
}
