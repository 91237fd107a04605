/** The organisation: how people come in, what is done with their data. Owners change, everybody sees what concerns them. */
import type {
  FieldClasses,
  IdentityProvider,
  Organisation,
  ProvisioningInfo,
  ScreenPolicyChoices,
  ScreenPolicyList,
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

const all = ['organisation'];

export function useOrganisation(): UseQueryResult<Organisation> {
  return useQuery({ queryKey: [...all, 'name'], queryFn: () => client().account.organisation() });
}

export function useRename(): UseMutationResult<void, Error, string> {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (name) => client().account.renameOrganisation(name),
    onSuccess: () => queries.invalidateQueries(),
  });
}

export function useDismiss(): (user: string) => Promise<void> {
  const queries = useQueryClient();
  return async (user) => {
    await client().account.removeMember(user);
    await queries.invalidateQueries({ queryKey: all });
  };
}

const providers = [...all, 'identity-providers'];

export function useProviders(): UseQueryResult<readonly IdentityProvider[]> {
  return useQuery({
    queryKey: providers,
    queryFn: async () => (await client().signOn.providers()).identity_providers,
  });
}

export function useProviderChange<Wish, Answer>(
  change: (wish: Wish) => Promise<Answer>,
): UseMutationResult<Answer, Error, Wish> {
  return useChange(providers, change);
}

const directory = [...all, 'directory'];

export function useDirectory(): UseQueryResult<ProvisioningInfo> {
  return useQuery({ queryKey: directory, queryFn: () => client().provisioning.info() });
}

export function useDirectoryChange<Wish, Answer>(
  change: (wish: Wish) => Promise<Answer>,
): UseMutationResult<Answer, Error, Wish> {
  return useChange(directory, change);
}

/** Of a project, or (null) of the organisation. */
const policies = (project: string | null): readonly string[] =>
  project === null ? [...all, 'screen-policies'] : ['project', project, 'screen-policies'];

export function useScreenPolicies(project: string | null): UseQueryResult<ScreenPolicyList['policies']> {
  return useQuery({
    queryKey: policies(project),
    queryFn: async () =>
      (await (project === null ? client().screen.policies() : client().screen.ofProject(project))).policies,
  });
}

export function useSetScreenPolicies(
  project: string | null,
): UseMutationResult<ScreenPolicyList, Error, ScreenPolicyChoices['policies']> {
  return useChange(policies(project), (said) =>
    project === null ? client().screen.setPolicies(said) : client().screen.setOfProject(project, said),
  );
}

const classes = [...all, 'field-classes'];

export function useOrganisationClasses(): UseQueryResult<FieldClasses['classes']> {
  return useQuery({ queryKey: classes, queryFn: async () => (await client().privacy.classes()).classes });
}

export function useSetOrganisationClasses(): UseMutationResult<FieldClasses, Error, FieldClasses['classes']> {
  return useChange(classes, (said) => client().privacy.setClasses(said));
}
