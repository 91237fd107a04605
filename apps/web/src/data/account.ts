import type { ChangePassword, SessionList } from '@sprintforge/protocol';
import {
  type UseMutationResult,
  type UseQueryResult,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { useChange } from './change.ts';
import { client } from './client.ts';

const sessions = ['sessions'];

export function useSessions(): UseQueryResult<SessionList['sessions']> {
  return useQuery({ queryKey: sessions, queryFn: async () => (await client().account.sessions()).sessions });
}

/** One by its id, or all `others` than this one. */
export function useEndSession(): UseMutationResult<unknown, Error, string> {
  return useChange(
    sessions,
    (id): Promise<unknown> => (id === 'others' ? client().account.endOtherSessions() : client().account.endSession(id)),
  );
}

export function useRenameMyself(): UseMutationResult<unknown, Error, string> {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (name) => client().account.rename(name),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['me'] }),
  });
}

export function useChangePassword(): UseMutationResult<void, Error, ChangePassword> {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (request) => client().account.changePassword(request),
    onSuccess: () => queries.invalidateQueries({ queryKey: sessions }),
  });
}
