import { Readable } from 'node:stream';
import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox';
import { LiveEvent, PresenceList, Problem, SayPresence } from '@sprintforge/protocol';
import type { House } from '../services/house.ts';
import { follow, type LiveMessage } from '../services/live-events.ts';
import { leave, readPresence, sayPresence } from '../services/presence.ts';
import { Refusal } from '../services/refusal.ts';
import { identify } from './caller.ts';

const tags = ['live'];
const params = Type.Object({ id: Type.String() });
const problems = { '4xx': Problem, '5xx': Problem };
const session = Type.Optional(Type.String({ maxLength: 100 }));
const place = Type.Optional(Type.String({ maxLength: 40, description: 'Id of the last event that was seen' }));
const stream = {
  description: 'Server-Sent Events',
  content: { 'text/event-stream': { schema: Type.Unsafe<Readable>(LiveEvent) } },
};
/** How long a client waits before it comes back. */
const RETRY_MS = 2000;

/** Live events, and who is there. */
export const liveRoutes =
  (house: House): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.addHook('preClose', async () => house.live.end());
    app.get('/projects/:id/events', {
      compress: false,
      schema: {
        summary: 'What happens in a project, as it happens',
        description:
          'Server-Sent Events of the types hello, reset, revision, conflict, parked, presence and job. Those with an id come at least once and in order: go on with Last-Event-ID, or with after.',
        tags,
        params,
        querystring: Type.Object({ after: place }),
        headers: Type.Object({ 'last-event-id': place }),
        response: { 200: stream, ...problems },
      },
      handler: async (request, reply) => {
        const { messages, stop } = await follow(house, request.caller, {
          projectId: request.params.id,
          after: request.headers['last-event-id'] ?? request.query.after ?? null,
          again: () => identify(house, request),
        });
        reply.raw.once('close', stop);
        return reply
          .header('content-type', 'text/event-stream; charset=utf-8')
          .header('cache-control', 'no-store, no-transform')
          .header('connection', 'close') // nothing follows on it, and a server that stops does not wait for that
          .header('x-accel-buffering', 'no') // nginx hands on at once
          .send(Readable.from(written(messages)));
      },
    });
    app.get('/projects/:id/presence', {
      schema: {
        summary: 'Who is there, and who holds a copy',
        tags,
        params,
        response: { 200: PresenceList, ...problems },
      },
      handler: (request) => readPresence(house, request.caller, request.params.id),
    });
    app.put('/projects/:id/presence', {
      schema: {
        summary: 'I am there; say it again before it expires',
        tags,
        params,
        body: SayPresence,
        response: { 200: PresenceList, ...problems },
      },
      handler: (request) => sayPresence(house, request.caller, request.params.id, request.body),
    });
    app.delete('/projects/:id/presence', {
      schema: {
        summary: 'I am gone',
        tags,
        params,
        querystring: Type.Object({ session }),
        response: { 204: Type.Null(), ...problems },
      },
      handler: async (request, reply) => {
        await leave(house, request.caller, request.params.id, request.query.session ?? '');
        return reply.status(204).send(null);
      },
    });
  };

async function* written(messages: AsyncGenerator<LiveMessage>): AsyncGenerator<string> {
  yield `retry: ${RETRY_MS}\n`;
  try {
    for await (const { id, event } of messages) {
      const data = event && `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;
      yield data === null ? ':\n\n' : id === undefined ? data : `id: ${id}\n${data}`;
    }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error; // may not listen any more: told to whoever comes back
  }
}
