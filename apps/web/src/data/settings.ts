import type {
  CreatedInvitation,
  InvitationList,
  MemberList,
  NewInvitation,
  Project,
  ProjectPatch,
  RoleName,
} from '@sprintforge/protocol';
import {
  type UseMutationResult,
  type UseQueryResult,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { useChange } from './change.ts';
import { client } from './client.ts';

export interface ProjectChange {
  readonly patch: ProjectPatch;
  /** The revision that the person saw. */
  readonly seen: number;
}

export function useUpdateProject(project: string): UseMutationResult<Project, Error, ProjectChange> {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ patch, seen }) => client().update(project, patch, seen),
    onSettled: async () => {
      await queries.invalidateQueries({ queryKey: ['project', project] });
      await queries.invalidateQueries({ queryKey: ['projects'] });
    },
  });
}

export function useRemoveProject(project: string): () => Promise<void> {
  const queries = useQueryClient();
  return async () => {
    await client().remove(project);
    await queries.invalidateQueries({ queryKey: ['projects'] });
  };
}

const people = ['organisation', 'members'];
const invitations = ['organisation', 'invitations'];

export function useMembers(): UseQueryResult<MemberList> {
  return useQuery({ queryKey: people, queryFn: () => client().account.members() });
}

export function useSetRole(): UseMutationResult<void, Error, { readonly user: string; readonly role: RoleName }> {
  return useChange(people, ({ user, role }) => client().account.changeMember(user, { role }));
}

export function useInvitations(mayManage: boolean): UseQueryResult<InvitationList> {
  return useQuery({ queryKey: invitations, queryFn: () => client().account.invitations(), enabled: mayManage });
}

export function useInvite(): UseMutationResult<CreatedInvitation, Error, NewInvitation> {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (request) => client().account.invite(request),
    onSuccess: () => queries.invalidateQueries({ queryKey: invitations }),
  });
}

export function useWithdrawInvitation(): UseMutationResult<void, Error, string> {
  return useChange(invitations, (id) => client().account.withdrawInvitation(id));
}
