import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox';
import {
  CreatedWebhook,
  NewWebhook,
  Problem,
  StartedDelivery,
  Webhook,
  WebhookDeliveryList,
  WebhookList,
  WebhookPatch,
} from '@sprintforge/protocol';
import type { House } from '../services/house.ts';
import * as webhooks from '../services/notices/webhooks.ts';

const tags = ['webhooks'];
const problems = { '4xx': Problem, '5xx': Problem };
const ofProject = Type.Object({ id: Type.String() });
const params = Type.Object({ id: Type.String(), webhookId: Type.String() });
const nothing = Type.Null();

/** Addresses to which a project's events are posted; for its owners. */
export const webhookRoutes =
  (house: House): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.get('/projects/:id/webhooks', {
      schema: {
        summary: 'The webhooks of a project',
        tags,
        params: ofProject,
        response: { 200: WebhookList, ...problems },
      },
      handler: (request) => webhooks.listWebhooks(house, request.caller, request.params.id),
    });
    app.post('/projects/:id/webhooks', {
      schema: {
        summary: 'A new webhook; its secret is shown this once',
        tags,
        params: ofProject,
        body: NewWebhook,
        response: { 201: CreatedWebhook, ...problems },
      },
      handler: async (request, reply) =>
        reply.status(201).send(await webhooks.createWebhook(house, request.caller, request.params.id, request.body)),
    });
    app.patch('/projects/:id/webhooks/:webhookId', {
      schema: {
        summary: 'Change it, stop it, start it again',
        tags,
        params,
        body: WebhookPatch,
        response: { 200: Webhook, ...problems },
      },
      handler: (request) =>
        webhooks.changeWebhook(house, request.caller, request.params.id, request.params.webhookId, request.body),
    });
    app.delete('/projects/:id/webhooks/:webhookId', {
      schema: { summary: 'Remove it', tags, params, response: { 204: nothing, ...problems } },
      handler: async (request, reply) => {
        await webhooks.removeWebhook(house, request.caller, request.params.id, request.params.webhookId);
        return reply.status(204).send(null);
      },
    });
    app.post('/projects/:id/webhooks/:webhookId/secret', {
      schema: {
        summary: 'A new secret, shown this once; the one before goes on signing for a day',
        tags,
        params,
        response: { 200: CreatedWebhook, ...problems },
      },
      handler: (request) => webhooks.renewSecret(house, request.caller, request.params.id, request.params.webhookId),
    });
    await app.register(deliveryRoutes(house));
  };

const deliveryRoutes =
  (house: House): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.post('/projects/:id/webhooks/:webhookId/test', {
      schema: { summary: 'Post a test event', tags, params, response: { 202: StartedDelivery, ...problems } },
      handler: async (request, reply) => {
        const { id, webhookId } = request.params;
        return reply.status(202).send(await webhooks.testWebhook(house, request.caller, id, webhookId));
      },
    });
    app.get('/projects/:id/webhooks/:webhookId/deliveries', {
      schema: {
        summary: 'What was posted to it, newest first, at most 200',
        tags,
        params,
        response: { 200: WebhookDeliveryList, ...problems },
      },
      handler: (request) => webhooks.listDeliveries(house, request.caller, request.params.id, request.params.webhookId),
    });
    app.post('/projects/:id/webhooks/:webhookId/deliveries/:deliveryId/redeliver', {
      schema: {
        summary: 'Post the same message once more',
        tags,
        params: Type.Object({ ...params.properties, deliveryId: Type.String() }),
        response: { 202: nothing, ...problems },
      },
      handler: async (request, reply) => {
        const { id, webhookId, deliveryId } = request.params;
        await webhooks.redeliver(house, request.caller, id, webhookId, deliveryId);
        return reply.status(202).send(null);
      },
    });
  };
