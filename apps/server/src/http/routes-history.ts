import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox';
import {
  ConflictList,
  CopyList,
  RecoveryPointList,
  ResolveChoice,
  RevisionDetail,
  RevisionList,
  RevisionNumber,
  SyncResult,
} from '@sprintforge/protocol';
import { compareRevisions } from '../services/comparison.ts';
import { listConflicts, resolveConflicts } from '../services/conflicts.ts';
import { listCopies, revokeCopy } from '../services/copies.ts';
import { download } from '../services/download.ts';
import * as history from '../services/history.ts';
import type { House } from '../services/house.ts';
import { listRecoveryPoints, restorePoint } from '../services/recovery.ts';
import { sendWorkbook } from './routes-sync.ts';

const params = Type.Object({ id: Type.String() });
const revisionParams = Type.Object({ id: Type.String(), n: RevisionNumber });
const page = Type.Object({
  limit: Type.Integer({ minimum: 1, maximum: 1000, default: 50 }),
  cursor: Type.Optional(Type.String({ pattern: '^\\d{1,15}$' })),
});
const window = (query: { limit: number; cursor?: string }) => ({
  limit: query.limit,
  ...(query.cursor === undefined ? {} : { before: Number(query.cursor) }),
});

export const historyRoutes =
  (house: House): FastifyPluginAsyncTypebox =>
  async (app) => {
    await app.register(revisionRoutes(house));
    await app.register(recoveryRoutes(house));
    await app.register(conflictRoutes(house));
    await app.register(recordRoutes(house));
  };

const revisionRoutes =
  (house: House): FastifyPluginAsyncTypebox =>
  async (app) => {
    const tags = ['revisions'];
    app.get('/projects/:id/revisions', {
      schema: { summary: 'Newest first', tags, params, querystring: page, response: { 200: RevisionList } },
      handler: (request) => history.listRevisions(house, request.caller, request.params.id, window(request.query)),
    });
    app.get('/projects/:id/revisions/:n', {
      schema: {
        summary: 'What it changed; with against, what is different between the two',
        tags,
        params: revisionParams,
        querystring: Type.Object({
          against: Type.Optional(RevisionNumber),
          cursor: Type.Optional(Type.String({ pattern: '^\\d{1,9}$', description: '`next` of the answer before' })),
        }),
        response: { 200: RevisionDetail },
      },
      handler: (request) => {
        const { id, n } = request.params;
        const { against, cursor = '0' } = request.query;
        return against === undefined
          ? history.getRevision(house, request.caller, id, n, Number(cursor))
          : compareRevisions(house, request.caller, id, n, against, Number(cursor));
      },
    });
    app.get('/projects/:id/revisions/:n/workbook', {
      schema: {
        summary: 'The workbook that was uploaded for it, byte for byte, to its uploader; a rendered one to others',
        tags,
        params: revisionParams,
      },
      handler: async (request, reply) => {
        const { id, n } = request.params;
        const original = await history.uploadedWorkbook(house, request.caller, id, n);
        if (original) return sendWorkbook(reply, { ...original, revision: n });
        const rendered = await download(house, request.caller, id, { revision: n });
        return typeof rendered === 'string' ? reply.status(304).send() : sendWorkbook(reply, rendered);
      },
    });
    app.post('/projects/:id/rollback', {
      schema: {
        summary: 'A new revision whose content equals an older one',
        tags,
        params,
        body: Type.Object({ to: RevisionNumber }),
        response: { 200: SyncResult },
      },
      handler: (request) => history.rollback(house, request.caller, request.params.id, request.body.to),
    });
    app.post('/projects/:id/undo', {
      schema: {
        summary: 'Reverts the edits of one revision, but those that were edited since',
        tags,
        params,
        body: Type.Object({ revision: RevisionNumber }),
        response: { 200: SyncResult },
      },
      handler: (request) => history.undo(house, request.caller, request.params.id, request.body.revision),
    });
  };

const recoveryRoutes =
  (house: House): FastifyPluginAsyncTypebox =>
  async (app) => {
    const tags = ['revisions'];
    app.get('/projects/:id/recovery-points', {
      schema: {
        summary: 'One for every upload, newest first: the state before it, and its bytes',
        tags,
        params,
        querystring: page,
        response: { 200: RecoveryPointList },
      },
      handler: (request) => listRecoveryPoints(house, request.caller, request.params.id, window(request.query)),
    });
    app.post('/projects/:id/recovery-points/:rid/restore', {
      schema: {
        summary: 'The state before the upload, as a new revision',
        tags,
        params: Type.Object({ id: Type.String(), rid: Type.String() }),
        response: { 200: SyncResult },
      },
      handler: (request) => restorePoint(house, request.caller, request.params.id, request.params.rid),
    });
  };

const conflictRoutes =
  (house: House): FastifyPluginAsyncTypebox =>
  async (app) => {
    const tags = ['conflicts'];
    app.get('/projects/:id/conflicts', {
      schema: {
        summary: 'Conflicts, oldest first',
        tags,
        params,
        querystring: Type.Object({ status: Type.Enum(['open', 'resolved', 'all'], { default: 'open' }) }),
        response: { 200: ConflictList },
      },
      handler: (request) =>
        listConflicts(house, request.caller, request.params.id, request.query.status as 'open' | 'resolved' | 'all'),
    });
    app.post('/projects/:id/conflicts/:conflictId/resolve', {
      schema: {
        summary: 'Decide one conflict',
        tags,
        params: Type.Object({ id: Type.String(), conflictId: Type.String() }),
        body: ResolveChoice,
        response: { 200: SyncResult },
      },
      handler: (request) => {
        const { id, conflictId } = request.params;
        return resolveConflicts(house, request.caller, id, [{ ...request.body, id: conflictId }]);
      },
    });
    app.post('/projects/:id/conflicts/resolve', {
      schema: {
        summary: 'Decide many at once: all or none',
        tags,
        params,
        body: Type.Object({
          resolutions: Type.Array(Type.Object({ id: Type.String(), ...ResolveChoice.properties }), {
            minItems: 1,
            maxItems: 10_000,
          }),
        }),
        response: { 200: SyncResult },
      },
      handler: (request) => resolveConflicts(house, request.caller, request.params.id, request.body.resolutions),
    });
  };

const recordRoutes =
  (house: House): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.get('/projects/:id/copies', {
      schema: { summary: 'Who holds which copy', tags: ['copies'], params, response: { 200: CopyList } },
      handler: (request) => listCopies(house, request.caller, request.params.id),
    });
    app.delete('/projects/:id/copies/:copyId', {
      schema: {
        summary: 'Revoke a copy: its uploads are not taken any more',
        tags: ['copies'],
        params: Type.Object({ id: Type.String(), copyId: Type.String() }),
        response: { 204: Type.Null() },
      },
      handler: async (request, reply) => {
        await revokeCopy(house, request.caller, request.params.id, request.params.copyId);
        return reply.status(204).send(null);
      },
    });
  };
