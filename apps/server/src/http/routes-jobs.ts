import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox';
import { Problem, UploadJob } from '@sprintforge/protocol';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AsyncUpload } from '../ports/async-uploads.ts';
import { readUpload } from '../services/async-upload.ts';
import type { House } from '../services/house.ts';

/** What was asked to be done later (RFC 7240 `respond-async`). */
export const jobRoutes =
  (house: House): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.get('/jobs/:id', {
      schema: {
        summary: 'How far an upload is that was sent with Prefer: respond-async, and its answer',
        description:
          'To whoever sent it. `result` is what the call would have answered with 200, `problem` what it would have been refused with.',
        tags: ['sync'],
        params: Type.Object({ id: Type.String() }),
        response: { 200: UploadJob, '4xx': Problem, '5xx': Problem },
      },
      handler: async (request, reply) => {
        const found = await readUpload(house, request.caller, request.params.id);
        if (found.state === 'waiting' || found.state === 'running') reply.header('retry-after', '1');
        return reply.header('cache-control', 'private, no-store').send(shown(found));
      },
    });
  };

/** 202 for an upload that was accepted. */
export const sendAccepted = (reply: FastifyReply, accepted: AsyncUpload): FastifyReply =>
  reply
    .status(202)
    .header('location', `/api/jobs/${accepted.id}`)
    .header('preference-applied', 'respond-async')
    .header('retry-after', '1')
    .send(shown(accepted));

/** RFC 7240: preferences are a list, over one or several headers. */
export const prefersAsync = ({ headers }: FastifyRequest): boolean =>
  [headers.prefer ?? []].flat().some((line) => line.split(',').some((one) => /^\s*respond-async\s*(;|$)/i.test(one)));

const shown = (found: AsyncUpload): UploadJob => ({
  id: found.id,
  kind: 'upload',
  project_id: found.projectId,
  state: found.state,
  progress: { stage: found.stage, percent: found.percent },
  created_at: found.createdAt,
  changed_at: found.changedAt,
  ...(found.result === null ? {} : { result: found.result }),
  ...(found.problem === null ? {} : { problem: found.problem }),
});
