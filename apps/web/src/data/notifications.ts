import type { NotificationChoices, NotificationPage, NotificationSettings, UnreadCount } from '@sprintforge/protocol';
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

/** The newest of what one was told; kept up to date by `useLive`, and every few minutes. */
export function useNotifications(): UseQueryResult<NotificationPage> {
  return useQuery({
    queryKey: ['notifications'],
    queryFn: () => client().notifications.list({ limit: 20 }),
    refetchInterval: 300_000,
  });
}

/** All up to this one. */
export function useMarkRead(): UseMutationResult<UnreadCount, Error, number> {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (through) => client().notifications.markRead({ through }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['notifications'] }),
  });
}
