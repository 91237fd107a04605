import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox';
import {
  CreatedProject,
  DependencyList,
  FieldList,
  MappingHint,
  NewProject,
  Project,
  ProjectList,
  ProjectPatch,
  ProjectPreview,
  ResourceList,
  SinceRevision,
  TaskPage,
} from '@sprintforge/protocol';
import type { FastifyRequest } from 'fastify';
import { Value } from 'typebox/value';
import type { House } from '../services/house.ts';
import { readDependencies, readFields, readResources, readTasks } from '../services/plan-reading.ts';
import * as projects from '../services/projects.ts';
import { Refusal } from '../services/refusal.ts';
import { neededRevision, sendTagged } from './conditional.ts';
import { readForm } from './form.ts';

const params = Type.Object({ id: Type.String() });
const tags = ['projects'];

export const projectRoutes =
  (house: House, limits: { readonly uploadBytes: number }): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.get('/projects', { schema: { summary: 'All projects', tags, response: { 200: ProjectList } } }, (request) =>
      projects.listProjects(house, request.caller),
    );
    app.post('/projects', {
      schema: {
        summary: "A new project: JSON from a template, multipart (name, file, mapping?) from one's own plan",
        tags,
        consumes: ['application/json', 'multipart/form-data'],
        response: { 201: CreatedProject },
      },
      handler: async (request, reply) => {
        const wanted = request.isMultipart()
          ? await planRequest(request, limits.uploadBytes)
          : templateRequest(request.body);
        const created = await projects.createProject(house, request.caller, wanted);
        return reply.status(201).header('location', `/api/projects/${created.project_id}`).send(created);
      },
    });
    app.post('/projects/preview', {
      schema: {
        summary: 'What a workbook would become as a project (multipart: file, mapping?); nothing is written',
        tags,
        consumes: ['multipart/form-data'],
        response: { 200: ProjectPreview },
      },
      handler: async (request) => {
        const { bytes, hint } = await planRequest(request, limits.uploadBytes);
        if (!bytes) throw new Refusal('BAD_REQUEST', 'the form has no file');
        return projects.previewProject(house, request.caller, { bytes, ...(hint ? { hint } : {}) });
      },
    });
    app.get('/projects/:id', {
      schema: { summary: 'One project', tags, params, response: { 200: Project } },
      handler: async (request, reply) => {
        const project = await projects.getProject(house, request.caller, request.params.id);
        const more = Buffer.from(`${project.updated_at} ${project.conflicts}`).toString('base64url');
        return sendTagged(request, reply, project.version, project, more);
      },
    });
    app.patch('/projects/:id', {
      schema: { summary: 'Name or default strategy', tags, params, body: ProjectPatch, response: { 200: Project } },
      handler: (request) => {
        const expected = neededRevision(request);
        return projects.updateProject(house, request.caller, request.params.id, request.body, expected);
      },
    });
    app.delete('/projects/:id', {
      schema: { summary: 'Put a project away', tags, params, response: { 204: Type.Null() } },
      handler: async (request, reply) => {
        await projects.removeProject(house, request.caller, request.params.id);
        return reply.status(204).send(null);
      },
    });
    await app.register(planRoutes(house));
  };

const planRoutes =
  (house: House): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.get('/projects/:id/tasks', {
      schema: {
        summary: 'Tasks in the order of the plan; with since, what changed after a revision, tombstones included',
        tags,
        params,
        querystring: Type.Object({
          limit: Type.Integer({ minimum: 1, maximum: 1000, default: 200 }),
          cursor: Type.Optional(Type.String({ maxLength: 4000 })),
          since: Type.Optional(SinceRevision),
        }),
        response: { 200: TaskPage },
      },
      handler: async (request, reply) => {
        const page = await readTasks(house, request.caller, request.params.id, request.query);
        return sendTagged(request, reply, page.version, page);
      },
    });
    app.get('/projects/:id/fields', {
      schema: { summary: 'Fields in use', tags, params, response: { 200: FieldList } },
      handler: async (request, reply) => {
        const found = await readFields(house, request.caller, request.params.id);
        return sendTagged(request, reply, found.version, found);
      },
    });
    app.get('/projects/:id/resources', {
      schema: { summary: 'Resources', tags, params, response: { 200: ResourceList } },
      handler: async (request, reply) => {
        const found = await readResources(house, request.caller, request.params.id);
        return sendTagged(request, reply, found.version, found);
      },
    });
    app.get('/projects/:id/dependencies', {
      schema: { summary: 'Dependencies', tags, params, response: { 200: DependencyList } },
      handler: async (request, reply) => {
        const found = await readDependencies(house, request.caller, request.params.id);
        return sendTagged(request, reply, found.version, found);
      },
    });
  };

function templateRequest(body: unknown): projects.NewProjectRequest {
  if (!Value.Check(NewProject, body)) throw new Refusal('BAD_REQUEST', 'send {"name": "…"}, or a form with a file');
  return { name: body.name, ...(body.template ? { template: body.template } : {}) };
}

async function planRequest(request: FastifyRequest, limit: number): Promise<projects.NewProjectRequest> {
  const form = await readForm(request, limit);
  const name = form.one('name') ?? form.filename.replace(/\.xlsx$/i, '');
  const hint = hintOf(form.one('mapping'));
  return { name, ...(form.file ? { bytes: form.file } : {}), ...(hint ? { hint } : {}) };
}

function hintOf(text: string | undefined): MappingHint | undefined {
  if (text === undefined || text.trim() === '') return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new Refusal('BAD_REQUEST', 'mapping is not JSON', {}, cause);
  }
  if (!Value.Check(MappingHint, value))
    throw new Refusal('BAD_REQUEST', 'mapping is {"sheet"?, "headerRow"?, "columns"?: {"C": "name"}}');
  return value;
}
