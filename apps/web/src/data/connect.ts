import type { CreatedToken, DavLink, NewDavLink, PairingCode, TokenRecord } from '@sprintforge/protocol';
import {
  type UseMutationResult,
  type UseQueryResult,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { useChange } from './change.ts';
import { client } from './client.ts';

const links = ['dav-links'];
const tokens = ['tokens'];

export function useDavLinks(project: string): UseQueryResult<readonly DavLink[]> {
  return useQuery({
    queryKey: links,
    queryFn: async () => (await client().davLinks()).links,
    select: (all) => all.filter((link) => link.project_id === project),
  });
}

export function useOpenInExcel(project: string): UseMutationResult<NewDavLink, Error, void> {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => client().open(project),
    onSuccess: () => queries.invalidateQueries({ queryKey: links }),
  });
}

/** A link to the folder of all plans. */
export function useOpenFolder(): UseMutationResult<NewDavLink, Error, void> {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => client().openFolder(),
    onSuccess: () => queries.invalidateQueries({ queryKey: links }),
  });
}

export function useEndDavLink(): UseMutationResult<void, Error, string> {
  return useChange(links, (id) => client().endDavLink(id));
}

/** A code for the Excel add-in. */
export function usePairingCode(project: string): UseMutationResult<PairingCode, Error, void> {
  return useMutation({ mutationFn: () => client().pairing(project) });
}

export function useTokens(): UseQueryResult<readonly TokenRecord[]> {
  return useQuery({ queryKey: tokens, queryFn: async () => (await client().tokens()).tokens });
}

export function useCreateToken(): UseMutationResult<CreatedToken, Error, string> {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (name) => client().createToken({ name }),
    onSuccess: () => queries.invalidateQueries({ queryKey: tokens }),
  });
}

export function useRevokeToken(): UseMutationResult<void, Error, string> {
  return useChange(tokens, (id) => client().revokeToken(id));
}
