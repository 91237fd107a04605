import { type UseMutationResult, useMutation, useQueryClient } from '@tanstack/react-query';

/**
 * A change to a project. Everything that is shown of the project is read again afterwards, also after a failure: it may
 * have failed because somebody else was faster.
 */
export function useProjectMutation<Wish, Answer>(
  project: string,
  change: (wish: Wish) => Promise<Answer>,
): UseMutationResult<Answer, Error, Wish> {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSettled: () => queries.invalidateQueries({ queryKey: ['project', project] }),
  });
}
