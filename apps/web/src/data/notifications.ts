import type { NotificationChoices, NotificationSettings } from '@sprintforge/protocol';
import {
  type UseMutationResult,
  type UseQueryResult,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { client } from './client.ts';

const keyOf = (project: string | undefined) => ['notification-settings', project ?? 'all'];

/** Of one project, or of all. */
export function useNotificationSettings(project?: string): UseQueryResult<NotificationSettings> {
  return useQuery({ queryKey: keyOf(project), queryFn: () => client().notifications.settings(project) });
}

export function useChooseNotifications(
  project?: string,
): UseMutationResult<NotificationSettings, Error, NotificationChoices> {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (choices) => client().notifications.choose(choices, project),
    onSuccess: (settings) => queries.setQueryData(keyOf(project), settings),
  });
}
