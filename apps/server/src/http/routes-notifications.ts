import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox';
import {
  MarkRead,
  NotificationChoices,
  NotificationPage,
  NotificationSettings,
  Problem,
  UnreadCount,
} from '@sprintforge/protocol';
import type { House } from '../services/house.ts';
import { choose, readChoices } from '../services/notices/choices.ts';
import { listNotifications, markRead } from '../services/notices/notifications.ts';

const tags = ['notifications'];
const problems = { '4xx': Problem, '5xx': Problem };
const forProject = Type.Object({
  project: Type.Optional(Type.String({ description: 'For this project; not given: for all' })),
});

/** What one was told, and what one wants to be told. */
export const notificationRoutes =
  (house: House): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.get('/notifications', {
      schema: {
        summary: 'What you were told, newest first, and how much of it is unread',
        tags,
        querystring: Type.Object({
          limit: Type.Integer({ minimum: 1, maximum: 200, default: 50 }),
          cursor: Type.Optional(Type.String({ pattern: '^\\d{1,15}$' })),
          unread: Type.Boolean({ default: false }),
        }),
        response: { 200: NotificationPage, ...problems },
      },
      handler: (request) => {
        const { cursor, ...query } = request.query;
        const page = { ...query, ...(cursor === undefined ? {} : { before: Number(cursor) }) };
        return listNotifications(house, request.caller, page);
      },
    });
    app.post('/notifications/read', {
      schema: { summary: 'Mark as read', tags, body: MarkRead, response: { 200: UnreadCount, ...problems } },
      handler: (request) => markRead(house, request.caller, request.body),
    });
    app.get('/notifications/settings', {
      schema: {
        summary: 'What you are told, and how',
        tags,
        querystring: forProject,
        response: { 200: NotificationSettings, ...problems },
      },
      handler: (request) => readChoices(house, request.caller, request.query.project ?? null),
    });
    app.put('/notifications/settings', {
      schema: {
        summary: 'Choose what you are told, and how',
        tags,
        querystring: forProject,
        body: NotificationChoices,
        response: { 200: NotificationSettings, ...problems },
      },
      handler: (request) => choose(house, request.caller, request.query.project ?? null, request.body),
    });
  };
