/** How long what is kept, in a project or (null) in the organisation. */
import type { RetentionChoices, RetentionKind, RetentionList, RetentionLosses } from '@sprintforge/protocol';
import { type UseMutationResult, type UseQueryResult, useQuery } from '@tanstack/react-query';
import { useChange } from './change.ts';
import { client } from './client.ts';
import { doneOrAsked } from './question.ts';

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
  return useChange(project === null ? [] : ['project', project], (wish) => {
    const { periods, confirm } = wish;
    const said =
      project === null
        ? client().retention.setPeriods(periods, confirm)
        : client().retention.setOfProject(project, periods, confirm);
    return doneOrAsked(said, ({ token, problem }) => ({
      wish: { ...wish, confirm: token },
      losses: problem['losses'] as RetentionLosses,
    }));
  });
}
