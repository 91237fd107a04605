import { Readable } from 'node:stream';
import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox';
import { AuditPage, AuditVerdict, ChainPage, RevisionNumber, SECURITY_EVENTS } from '@sprintforge/protocol';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type AuditFormat, exportAudit, exportChain } from '../services/audit-export.ts';
import { checkAudit, checkChain, readAudit, readChain } from '../services/audit-reading.ts';
import type { House } from '../services/house.ts';

const tags = ['audit'];
const params = Type.Object({ id: Type.String() });

const page = {
  limit: Type.Optional(
    Type.Integer({ minimum: 1, maximum: 1000, description: 'JSON: 50 when not given; CSV and NDJSON: everything' }),
  ),
  cursor: Type.Optional(Type.String({ pattern: '^\\d{1,15}$', description: '`next` of the page before' })),
};
const filter = {
  user: Type.Optional(Type.String({ description: 'Id, e-mail address or name' })),
  from: Type.Optional(Type.String({ description: 'A day (YYYY-MM-DD) or an instant, UTC' })),
  to: Type.Optional(Type.String({ description: 'As from; a day is meant as a whole' })),
};
const auditQuery = Type.Object({
  ...page,
  ...filter,
  type: Type.Optional(Type.String({ description: 'upload, download, resolve, rollback, undo, calendar, …' })),
  revision: Type.Optional(RevisionNumber),
});
const chainQuery = Type.Object({
  ...page,
  ...filter,
  log: Type.Optional(Type.Enum(['sync', 'security'])),
  project: Type.Optional(Type.String({ description: 'Id of a project' })),
  type: Type.Optional(
    Type.String({ description: `A kind of sync, or of ${Object.keys(SECURITY_EVENTS).join(', ')}`, maxLength: 50 }),
  ),
});
const files = 'With `Accept: text/csv` or `application/x-ndjson` the whole of it as a file, which the log records.';

export const auditRoutes =
  (house: House): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.get('/projects/:id/audit', {
      schema: {
        summary: 'What was synced in a project, newest first',
        description: `By person, kind, time or revision. ${files}`,
        tags,
        params,
        querystring: auditQuery,
        response: { 200: AuditPage },
      },
      handler: async (request, reply) => {
        const { limit, ...query } = asked(request.query);
        const format = formatOf(request);
        const { caller } = request;
        const { id } = request.params;
        if (!format) return reply.send(await readAudit(house, caller, id, { ...query, limit: limit ?? 50 }));
        return sendFile(
          reply,
          format,
          await exportAudit(house, caller, id, { ...query, limit: limit ?? null }, format),
        );
      },
    });
    app.get('/projects/:id/audit/verify', {
      schema: { summary: 'Is the log whole?', tags, params, response: { 200: AuditVerdict } },
      handler: (request) => checkAudit(house, request.caller, request.params.id),
    });
    app.get('/audit', {
      schema: {
        summary: 'The audit log of the organisation, newest first; owners only',
        description: `What was synced in all projects, and what concerns security: sign-ins, refusals, roles, tokens, settings. ${files}`,
        tags,
        querystring: chainQuery,
        response: { 200: ChainPage },
      },
      handler: async (request, reply) => {
        const { limit, ...query } = asked(request.query);
        const format = formatOf(request);
        const { caller } = request;
        if (!format) return reply.send(await readChain(house, caller, { ...query, limit: limit ?? 50 }));
        return sendFile(reply, format, await exportChain(house, caller, { ...query, limit: limit ?? null }, format));
      },
    });
    app.get('/audit/verify', {
      schema: { summary: 'Is the log of the organisation whole?', tags, response: { 200: AuditVerdict } },
      handler: (request) => checkChain(house, request.caller),
    });
  };

const asked = <Q extends { readonly cursor?: string }>({ cursor, ...rest }: Q) => ({
  ...rest,
  ...(cursor === undefined ? {} : { before: Number(cursor) }),
});

function formatOf(request: FastifyRequest): AuditFormat | null {
  const accepts = request.headers.accept ?? '';
  return accepts.includes('text/csv') ? 'csv' : accepts.includes('application/x-ndjson') ? 'ndjson' : null;
}

const mediaTypes = { csv: 'text/csv; charset=utf-8; header=present', ndjson: 'application/x-ndjson' } as const;

function sendFile(reply: FastifyReply, format: AuditFormat, pieces: AsyncIterable<string>): FastifyReply {
  return reply
    .type(mediaTypes[format])
    .header('content-disposition', `attachment; filename="audit.${format}"`)
    .header('cache-control', 'private, no-store')
    .send(Readable.from(pieces, { objectMode: false }));
}
