import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox';
import { FieldRights, ProjectGrant, ProjectMemberList } from '@sprintforge/protocol';
import type { House } from '../services/house.ts';
import * as members from '../services/project-members.ts';

const tags = ['projects'];
const params = Type.Object({ id: Type.String() });
const memberParams = Type.Object({ id: Type.String(), user: Type.String() });
const done = { 204: Type.Null() };

export const projectMemberRoutes =
  (house: House): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.get('/projects/:id/members', {
      schema: { summary: 'Who may do what', tags, params, response: { 200: ProjectMemberList } },
      handler: (request) => members.listProjectMembers(house, request.caller, request.params.id),
    });
    app.put('/projects/:id/members/:user', {
      schema: {
        summary: 'What somebody is in this project',
        tags,
        params: memberParams,
        body: ProjectGrant,
        response: done,
      },
      handler: async (request, reply) => {
        const { id, user } = request.params;
        await members.setProjectMember(house, request.caller, id, user, request.body);
        return reply.status(204).send(null);
      },
    });
    app.delete('/projects/:id/members/:user', {
      schema: {
        summary: 'They are again what they are in the organisation',
        tags,
        params: memberParams,
        response: done,
      },
      handler: async (request, reply) => {
        const { id, user } = request.params;
        await members.setProjectMember(house, request.caller, id, user, null);
        return reply.status(204).send(null);
      },
    });
    app.get('/projects/:id/field-rights', {
      schema: { summary: 'Fields that not everybody may write', tags, params, response: { 200: FieldRights } },
      handler: (request) => members.readFieldRights(house, request.caller, request.params.id),
    });
    app.put('/projects/:id/field-rights', {
      schema: { summary: 'Who may write which field', tags, params, body: FieldRights, response: { 200: FieldRights } },
      handler: (request) => members.setFieldRights(house, request.caller, request.params.id, request.body),
    });
  };
