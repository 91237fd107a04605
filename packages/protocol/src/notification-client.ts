import type {
  MarkRead,
  NotificationChoices,
  NotificationPage,
  NotificationSettings,
  UnreadCount,
} from './shapes/notifications.ts';
import type { Transport } from './transport.ts';

/** What one was told, and what one wants to be told. */
export class NotificationClient {
  readonly #http: Transport;

  constructor(http: Transport) {
    this.#http = http;
  }

  /** Newest first. */
  list(
    page: { readonly limit?: number; readonly cursor?: string; readonly unread?: boolean } = {},
  ): Promise<NotificationPage> {
    return this.#http.json('api/notifications', { query: { ...page } });
  }
  markRead(which: MarkRead): Promise<UnreadCount> {
    return this.#http.json('api/notifications/read', { method: 'POST', json: which });
  }
  /** For one project, or for all. */
  settings(project?: string): Promise<NotificationSettings> {
    return this.#http.json('api/notifications/settings', { query: { project } });
  }
  choose(choices: NotificationChoices, project?: string): Promise<NotificationSettings> {
    return this.#http.json('api/notifications/settings', { method: 'PUT', json: choices, query: { project } });
  }
}
