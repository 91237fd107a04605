import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox';
import { acceptedLanguage } from '@sprintforge/mapping';
import {
  DeltaRequest,
  DeltaResult,
  Problem,
  RevisionNumber,
  type StrategyName,
  SyncResult,
  UploadJob,
  XLSX_MEDIA_TYPE,
} from '@sprintforge/protocol';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { acceptUpload } from '../services/async-upload.ts';
import { syncDeltas } from '../services/deltas.ts';
import { copyBytes, download, type HandedOut } from '../services/download.ts';
import type { Caller, House } from '../services/house.ts';
import { Refusal } from '../services/refusal.ts';
import { upload } from '../services/upload.ts';
import { knows } from './conditional.ts';
import { type Form, readForm } from './form.ts';
import { lensAsked, lensQuery } from './lens-query.ts';
import { prefersAsync, sendAccepted } from './routes-jobs.ts';

const locale = Type.Optional(Type.String({ description: 'Language of the texts for people: en or de' }));

export const syncRoutes =
  (house: House, limits: { readonly uploadBytes: number }): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.post('/sync/upload', {
      schema: {
        summary: 'Merge an uploaded workbook into the project',
        description:
          'multipart/form-data: file, project_id, strategy?, dry_run?, confirm? (repeatable), repair? (repeatable), select? (repeatable: edits to leave out), park? (nobody can be asked: what needs a decision is accepted and parked, 202). Header Idempotency-Key. With Prefer: respond-async the bytes are stored and the answer is 202 with the job that works on them.',
        tags: ['sync'],
        consumes: ['multipart/form-data'],
        headers: Type.Object({
          'idempotency-key': Type.Optional(Type.String({ maxLength: 200 })),
          prefer: Type.Optional(Type.String({ maxLength: 500 })),
        }),
        response: { 200: SyncResult, 202: Type.Union([SyncResult, UploadJob]), '4xx': Problem, '5xx': Problem },
      },
      handler: async (request, reply) => {
        const form = await readForm(request, limits.uploadBytes);
        const asked = uploadRequest(form, request);
        if (prefersAsync(request)) return sendAccepted(reply, await acceptUpload(house, request.caller, asked));
        const result = await upload(house, request.caller, asked);
        if (result.parked === undefined) return reply.header('etag', `"${result.version}"`).send(result);
        const location = `/api/projects/${result.project_id}/parked/${result.parked}`;
        return reply.status(202).header('location', location).send(result);
      },
    });

    app.post('/sync', {
      schema: {
        summary: 'Merge changes that come without a workbook',
        description:
          'For clients that hold the plan themselves: an Office Script, an add-in, a grid. Each change may say what the client held (base). The answer tells what the client has to do to hold the plan as it is now. Send Idempotency-Key to be able to repeat the call; the same changes of the same version are the same call in any case.',
        tags: ['sync'],
        headers: Type.Object({ 'idempotency-key': Type.Optional(Type.String({ maxLength: 200 })) }),
        body: DeltaRequest,
        response: { 200: DeltaResult, '4xx': Problem, '5xx': Problem },
      },
      handler: async (request, reply) => {
        const key = request.headers['idempotency-key'];
        const result = await syncDeltas(house, request.caller, request.body, key ?? null);
        return reply.header('etag', `"${result.version}"`).send(result);
      },
    });

    app.get('/sync/download/:projectId', {
      schema: {
        summary: 'A new copy of the workbook; with copy, the exact bytes of one handed out earlier',
        description:
          'With fields, assignee, status, from, to or branch the copy is a lens workbook: it holds those tasks and columns and nothing of the others, and merges into the whole plan as any copy does. Lists are repeated or separated by commas; all conditions hold at once. With connected=feed the copy has queries (Power Query) that read the plan on opening and every refresh minutes (default 30), with a read-only token of its own; with connected=sync an Office Script works in it (GET /api/clients/office-script), with a token that syncs this project.',
        tags: ['sync'],
        params: Type.Object({ projectId: Type.String() }),
        // a filter that is misspelt must not hand out everything
        querystring: Type.Object(
          {
            revision: Type.Optional(RevisionNumber),
            copy: Type.Optional(Type.String()),
            locale,
            connected: Type.Optional(Type.Enum(['feed', 'sync'])),
            refresh: Type.Optional(Type.Integer({ minimum: 0, maximum: 1440 })),
            ...lensQuery,
          },
          { additionalProperties: false },
        ),
      },
      handler: async (request, reply) => {
        const { projectId } = request.params;
        const { revision, copy, locale, connected, refresh, ...filter } = request.query;
        const caller = inLanguage(request.caller, locale);
        const lens = lensAsked(filter);
        const wanted = {
          ...(lens === undefined ? {} : { lens }),
          ...(revision === undefined ? {} : { revision }),
          ...connectedAs(connected, refresh, revision ?? copy ?? lens),
          holds: (etag: string) => knows(request, etag),
        };
        const handed = copy
          ? await copyBytes(house, request.caller, projectId, copy)
          : await download(house, caller, projectId, wanted);
        return typeof handed === 'string'
          ? reply.header('etag', handed).status(304).send()
          : sendWorkbook(reply, handed);
      },
    });
  };

/** A connected copy is the whole plan as it is now. */
function connectedAs(kind: 'feed' | 'sync' | undefined, refresh: number | undefined, other: unknown) {
  if (refresh !== undefined && kind !== 'feed') throw new Refusal('BAD_REQUEST', 'refresh goes with connected=feed');
  if (kind === undefined) return {};
  if (other !== undefined)
    throw new Refusal('BAD_REQUEST', 'connected does not go with a revision, a copy or a part of the plan');
  return { connected: kind === 'feed' ? { kind, refreshMinutes: refresh ?? 30 } : { kind } };
}

/** The language asked for goes before that of `Accept-Language`. */
function inLanguage(caller: Caller, locale: string | undefined): Caller {
  if (locale === undefined) return caller;
  const language = acceptedLanguage(locale);
  if (language === undefined) throw new Refusal('BAD_REQUEST', `there are no texts in ${locale}; en and de are there`);
  return { ...caller, language };
}

export function sendWorkbook(
  reply: FastifyReply,
  handed: Pick<HandedOut, 'bytes' | 'revision' | 'projectName'> & Partial<HandedOut>,
): FastifyReply {
  const ascii = `${handed.projectName.replace(/[^\w .-]+/g, '_')}.xlsx`;
  if (handed.copyId) reply.header('x-copy-id', handed.copyId);
  if (handed.etag) reply.header('etag', handed.etag);
  return reply
    .header('content-type', XLSX_MEDIA_TYPE)
    .header('x-revision', String(handed.revision))
    .header('cache-control', 'private, no-cache')
    .header(
      'content-disposition',
      `attachment; filename="${ascii}"; filename*=UTF-8''${encodeURIComponent(`${handed.projectName}.xlsx`)}`,
    )
    .send(Buffer.from(handed.bytes.buffer, handed.bytes.byteOffset, handed.bytes.byteLength));
}

function uploadRequest(form: Form, request: FastifyRequest) {
  const projectId = form.one('project_id');
  if (!form.file) throw new Refusal('BAD_REQUEST', 'the form has no file');
  if (!projectId) throw new Refusal('BAD_REQUEST', 'the form has no project_id');
  const key = request.headers['idempotency-key'];
  return {
    projectId,
    bytes: form.file,
    strategy: strategyOf(form.one('strategy')),
    dryRun: isTrue(form.one('dry_run')),
    park: isTrue(form.one('park')),
    confirm: form.all('confirm'),
    repair: form.all('repair'),
    select: form.all('select'),
    idempotencyKey: typeof key === 'string' ? key : null,
  };
}

function strategyOf(text: string | undefined): StrategyName | null {
  if (text === undefined || text === '') return null;
  const known: readonly StrategyName[] = ['server', 'client', 'merge', 'manual'];
  const found = known.find((name) => name === text);
  if (!found) throw new Refusal('BAD_REQUEST', `strategy is one of ${known.join(', ')}`);
  return found;
}

const isTrue = (text: string | undefined): boolean => text !== undefined && /^(1|true|yes|on)$/i.test(text);
