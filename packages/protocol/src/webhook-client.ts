import type {
  CreatedWebhook,
  NewWebhook,
  StartedDelivery,
  Webhook,
  WebhookDeliveryList,
  WebhookList,
  WebhookPatch,
} from './shapes/notifications.ts';
import type { Transport } from './transport.ts';

/** Addresses to which a project's events are posted; for its owners. */
export class WebhookClient {
  readonly #http: Transport;

  constructor(http: Transport) {
    this.#http = http;
  }

  list(project: string): Promise<WebhookList> {
    return this.#http.json(at(project));
  }
  /** With its secret, this once. */
  create(project: string, webhook: NewWebhook): Promise<CreatedWebhook> {
    return this.#http.json(at(project), { method: 'POST', json: webhook });
  }
  update(project: string, id: string, patch: WebhookPatch): Promise<Webhook> {
    return this.#http.json(at(project, id), { method: 'PATCH', json: patch });
  }
  async remove(project: string, id: string): Promise<void> {
    await this.#http.send(at(project, id), { method: 'DELETE' });
  }
  /** The secret before goes on signing for a day. */
  renewSecret(project: string, id: string): Promise<CreatedWebhook> {
    return this.#http.json(at(project, id, 'secret'), { method: 'POST' });
  }
  test(project: string, id: string): Promise<StartedDelivery> {
    return this.#http.json(at(project, id, 'test'), { method: 'POST' });
  }
  deliveries(project: string, id: string): Promise<WebhookDeliveryList> {
    return this.#http.json(at(project, id, 'deliveries'));
  }
  async redeliver(project: string, id: string, delivery: string): Promise<void> {
    await this.#http.send(at(project, id, 'deliveries', delivery, 'redeliver'), { method: 'POST' });
  }
}

const at = (project: string, ...rest: readonly string[]): string =>
  ['api/projects', project, 'webhooks', ...rest]
    .map((part, index) => (index === 0 ? part : encodeURIComponent(part)))
    .join('/');
