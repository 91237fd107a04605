/** Addresses to which a project's events are posted, and each post. */

export interface WebhookRecord {
  readonly id: string;
  readonly url: string;
  readonly events: readonly string[];
  readonly enabled: boolean;
  /** Why it was stopped by us. */
  readonly stoppedBecause: string | null;
  /** The secret is derived from this; the one before still signs for a while. */
  readonly secretGeneration: number;
  readonly secretChangedAt: string;
  /** Since then every try failed. */
  readonly failingSince: string | null;
  readonly createdBy: string;
  readonly createdAt: string;
}

export interface DeliveryRecord {
  readonly id: string;
  readonly webhookId: string;
  /** Of the entry of the log; 0: a test. */
  readonly seq: number;
  readonly event: string;
  /** Exactly what is signed and posted. */
  readonly body: string;
  readonly status: 'waiting' | 'delivered' | 'failed' | 'dropped';
  readonly attempts: number;
  /** What was answered, or what went wrong, the last time. */
  readonly answer: number | null;
  readonly fault: string | null;
  readonly createdAt: string;
  readonly triedAt: string | null;
}
export type NewDelivery = Pick<DeliveryRecord, 'id' | 'webhookId' | 'seq' | 'event' | 'body' | 'createdAt'>;

export interface Webhooks {
  list(projectId: string): Promise<WebhookRecord[]>;
  find(projectId: string, id: string): Promise<WebhookRecord | null>;
  add(projectId: string, webhook: WebhookRecord): Promise<void>;
  update(
    projectId: string,
    id: string,
    change: Partial<Omit<WebhookRecord, 'id' | 'createdBy' | 'createdAt'>>,
  ): Promise<void>;
  /** With its deliveries. */
  remove(projectId: string, id: string): Promise<boolean>;
  /** false: the entry has been told to this webhook already. */
  addDelivery(projectId: string, delivery: NewDelivery): Promise<boolean>;
  delivery(projectId: string, webhookId: string, id: string): Promise<DeliveryRecord | null>;
  /** Newest first. */
  deliveries(projectId: string, webhookId: string, limit: number): Promise<DeliveryRecord[]>;
  settle(
    projectId: string,
    webhookId: string,
    id: string,
    how: Partial<Pick<DeliveryRecord, 'status' | 'attempts' | 'answer' | 'fault' | 'triedAt'>>,
  ): Promise<void>;
}
