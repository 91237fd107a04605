import type { CreatedWebhook, NewWebhook, Webhook, WebhookDeliveryList, WebhookPatch } from '@sprintforge/protocol';
import { type UseMutationResult, type UseQueryResult, useQuery } from '@tanstack/react-query';
import { useProjectMutation } from './change.ts';
import { client } from './client.ts';

export function useWebhooks(project: string): UseQueryResult<readonly Webhook[]> {
  return useQuery({
    queryKey: ['project', project, 'webhooks'],
    queryFn: async () => (await client().webhooks.list(project)).webhooks,
  });
}

export function useCreateWebhook(project: string): UseMutationResult<CreatedWebhook, Error, NewWebhook> {
  return useProjectMutation(project, (webhook) => client().webhooks.create(project, webhook));
}

/** What is done with one: switched on or off, tried out, removed. */
export type WebhookAct =
  | { readonly id: string; readonly patch: WebhookPatch }
  | { readonly id: string; readonly does: 'test' | 'remove' };

export function useWebhookAct(project: string): UseMutationResult<unknown, Error, WebhookAct> {
  return useProjectMutation(project, (act): Promise<unknown> => {
    const { webhooks } = client();
    if ('patch' in act) return webhooks.update(project, act.id, act.patch);
    return act.does === 'test' ? webhooks.test(project, act.id) : webhooks.remove(project, act.id);
  });
}

export function useDeliveries(project: string, id: string): UseQueryResult<WebhookDeliveryList['deliveries']> {
  return useQuery({
    queryKey: ['project', project, 'webhooks', id],
    queryFn: async () => (await client().webhooks.deliveries(project, id)).deliveries,
  });
}
