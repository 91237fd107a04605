import { type UseMutationResult, useMutation, useQueryClient } from '@tanstack/react-query';

/**
 * A change after which everything that is shown under `key` is read again, also after a failure: it may have failed
 * because somebody else was faster.
 */
export function useChange<Wish, Answer>(
  key: readonly string[],
  change: (wish: Wish) => Promise<Answer>,
): UseMutationResult<Answer, Error, Wish> {
  const queries = useQueryClient();
  return useMutation({ mutationFn: change, onSettled: () => queries.invalidateQueries({ queryKey: key }) });
}

/** A change to a project; all that is shown of it is read again. */
export const useProjectMutation = <Wish, Answer>(
  project: string,
  change: (wish: Wish) => Promise<Answer>,
): UseMutationResult<Answer, Error, Wish> => useChange(['project', project], change);
