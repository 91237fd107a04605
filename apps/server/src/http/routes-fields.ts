import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox';
import {
  ArchivedFieldList,
  ChangedField,
  FieldPatch,
  NewField,
  PrivateColumnList,
  ShareColumn,
  SharedField,
} from '@sprintforge/protocol';
import { archiveField, listArchivedFields, restoreField } from '../services/archived-fields.ts';
import { addField, listPrivateColumns, renameField, shareColumn } from '../services/fields.ts';
import type { House } from '../services/house.ts';

const tags = ['projects'];
const params = Type.Object({ id: Type.String() });
const fieldParams = Type.Object({ id: Type.String(), key: Type.String({ maxLength: 100 }) });

export const fieldRoutes =
  (house: House): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.post('/projects/:id/fields', {
      schema: { summary: 'Add a field', tags, params, body: NewField, response: { 201: ChangedField } },
      handler: async (request, reply) =>
        reply.status(201).send(await addField(house, request.caller, request.params.id, request.body)),
    });
    app.patch('/projects/:id/fields/:key', {
      schema: {
        summary: 'Call a field otherwise',
        tags,
        params: fieldParams,
        body: FieldPatch,
        response: { 200: ChangedField },
      },
      handler: ({ caller, params: { id, key }, body }) => renameField(house, caller, id, key, body.label),
    });
    app.delete('/projects/:id/fields/:key', {
      schema: {
        summary: 'Archive a field: it leaves the plan and new workbooks with its values, and can be brought back',
        description: 'Asks first: 409 with `values`, `conflicts` and the token that `confirm` is to be.',
        tags,
        params: fieldParams,
        querystring: Type.Object({ confirm: Type.Optional(Type.String({ maxLength: 200 })) }),
        response: { 200: ChangedField },
      },
      handler: ({ caller, params: { id, key }, query }) => archiveField(house, caller, id, key, query.confirm),
    });
    app.get('/projects/:id/archived-fields', {
      schema: { summary: 'Fields that were archived', tags, params, response: { 200: ArchivedFieldList } },
      handler: (request) => listArchivedFields(house, request.caller, request.params.id),
    });
    app.post('/projects/:id/archived-fields/:key/restore', {
      schema: {
        summary: 'Bring an archived field back, with its values',
        tags,
        params: fieldParams,
        response: { 200: ChangedField },
      },
      handler: ({ caller, params: { id, key } }) => restoreField(house, caller, id, key),
    });
    app.get('/projects/:id/private-columns', {
      schema: {
        summary: "Columns of one's own workbook that nobody else sees",
        description: 'Of the workbook that the caller uploaded last, as it was handed back.',
        tags,
        params,
        response: { 200: PrivateColumnList },
      },
      handler: (request) => listPrivateColumns(house, request.caller, request.params.id),
    });
    app.post('/projects/:id/private-columns', {
      schema: {
        summary: 'Share one of them as a field, with its values',
        description:
          "The field's values are the column's, and older copies of the caller's that have the column are read with it from then on.",
        tags,
        params,
        body: ShareColumn,
        response: { 201: SharedField },
      },
      handler: async (request, reply) =>
        reply.status(201).send(await shareColumn(house, request.caller, request.params.id, request.body)),
    });
  };
