import { type Static, Type } from 'typebox';
import { Id, Instant } from './common.ts';

const orNull = <T extends Parameters<typeof Type.Union>[0][number]>(type: T) => Type.Union([type, Type.Null()]);

/**
 * From the most to the least important: of one sync a person is told once, by the first that fits. `password_link`: somebody
 * else made a link to a new password of one's own; it is about no project.
 */
export const NotificationKind = Type.Enum([
  'overwritten',
  'conflict',
  'parked',
  'assigned',
  'rollback',
  'sync',
  'password_link',
]);

export const Notification = Type.Object(
  {
    /** Of the entry of the audit log that it is about; grows. */
    id: Type.Integer(),
    kind: NotificationKind,
    project: orNull(Type.Object({ id: Id, name: Type.String() })),
    /** null: whoever runs the server. */
    by: orNull(Type.Object({ id: Id, name: Type.String() })),
    /** The project's revision afterwards. */
    version: orNull(Type.Integer()),
    /** How much of it concerns you: conflicts, changes, assignments. */
    count: Type.Integer(),
    /** The first of them. */
    tasks: Type.Array(
      Type.Object({ task_id: Type.String(), task_name: orNull(Type.String()), field: orNull(Type.String()) }),
    ),
    /** The upload that waits. */
    parked: orNull(Id),
    created_at: Instant,
    read_at: orNull(Instant),
  },
  { title: 'Notification' },
);
export type Notification = Static<typeof Notification>;

export const NotificationPage = Type.Object({
  notifications: Type.Array(Notification),
  next: orNull(Type.String()),
  unread: Type.Integer(),
});
export type NotificationPage = Static<typeof NotificationPage>;

/** These, or all up to an id. */
export const MarkRead = Type.Object(
  {
    ids: Type.Optional(Type.Array(Type.Integer({ minimum: 1 }), { maxItems: 1000 })),
    through: Type.Optional(Type.Integer({ minimum: 1 })),
  },
  { additionalProperties: false, title: 'MarkRead' },
);
export type MarkRead = Static<typeof MarkRead>;

export const UnreadCount = Type.Object({ unread: Type.Integer() });
export type UnreadCount = Static<typeof UnreadCount>;

const Channels = Type.Array(Type.Enum(['app', 'mail']), { uniqueItems: true, maxItems: 2 });
const Locale = Type.Enum(['en', 'de']);
const choice = Type.Optional(orNull(Channels));

export const NotificationSettings = Type.Object(
  {
    /** Null: for all projects. */
    project_id: orNull(Id),
    choices: Type.Object({
      overwritten: Channels,
      conflict: Channels,
      parked: Channels,
      assigned: Channels,
      rollback: Channels,
      sync: Channels,
    }),
    /** Of mail. */
    locale: Locale,
    /** false: this server sends no mail. */
    mail: Type.Boolean(),
  },
  { title: 'NotificationSettings' },
);
export type NotificationSettings = Static<typeof NotificationSettings>;

/** What is not named stays; null: as for all projects, or by default. */
export const NotificationChoices = Type.Object(
  {
    choices: Type.Optional(
      Type.Object(
        { overwritten: choice, conflict: choice, parked: choice, assigned: choice, rollback: choice, sync: choice },
        { additionalProperties: false },
      ),
    ),
    /** For all projects only. */
    locale: Type.Optional(Locale),
  },
  { additionalProperties: false, title: 'NotificationChoices' },
);
export type NotificationChoices = Static<typeof NotificationChoices>;

const Events = Type.Array(Type.Enum(['revision', 'conflict', 'parked']), { minItems: 1, uniqueItems: true });
const Url = Type.String({ minLength: 1, maxLength: 2000 });

export const Webhook = Type.Object(
  {
    id: Id,
    url: Type.String(),
    events: Events,
    enabled: Type.Boolean(),
    /** Why the server stopped it. */
    stopped_because: orNull(Type.String()),
    failing_since: orNull(Instant),
    created_at: Instant,
  },
  { title: 'Webhook' },
);
export type Webhook = Static<typeof Webhook>;
export const WebhookList = Type.Object({ webhooks: Type.Array(Webhook) });
export type WebhookList = Static<typeof WebhookList>;

/** The only time that the secret (`whsec_…`) is shown. */
export const CreatedWebhook = Type.Object(
  { ...Webhook.properties, secret: Type.String() },
  { title: 'CreatedWebhook' },
);
export type CreatedWebhook = Static<typeof CreatedWebhook>;

export const NewWebhook = Type.Object(
  { url: Url, events: Events },
  { additionalProperties: false, title: 'NewWebhook' },
);
export type NewWebhook = Static<typeof NewWebhook>;

export const WebhookPatch = Type.Object(
  { url: Type.Optional(Url), events: Type.Optional(Events), enabled: Type.Optional(Type.Boolean()) },
  { additionalProperties: false, title: 'WebhookPatch' },
);
export type WebhookPatch = Static<typeof WebhookPatch>;

export const WebhookDelivery = Type.Object(
  {
    id: Id,
    event: Type.String(),
    /** `dropped`: the webhook was switched off before it could be posted. */
    status: Type.Enum(['waiting', 'delivered', 'failed', 'dropped']),
    attempts: Type.Integer(),
    /** The status that the last try was answered with, or what went wrong. */
    answer: orNull(Type.Integer()),
    fault: orNull(Type.String()),
    created_at: Instant,
    tried_at: orNull(Instant),
  },
  { title: 'WebhookDelivery' },
);
export const WebhookDeliveryList = Type.Object({ deliveries: Type.Array(WebhookDelivery) });
export type WebhookDeliveryList = Static<typeof WebhookDeliveryList>;
export const StartedDelivery = Type.Object({ id: Id });
export type StartedDelivery = Static<typeof StartedDelivery>;
