import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox';
import { FieldClasses, ProjectFieldClasses } from '@sprintforge/protocol';
import type { House } from '../services/house.ts';
import * as classes from '../services/privacy/field-classes.ts';

const tags = ['personal data'];
const params = Type.Object({ id: Type.String() });

export const privacyRoutes =
  (house: House): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.get('/organisation/field-classes', {
      schema: { summary: 'Fields that hold personal data, in every project', tags, response: { 200: FieldClasses } },
      handler: (request) => classes.readClasses(house, request.caller),
    });
    app.put('/organisation/field-classes', {
      schema: {
        summary: 'Say which fields hold personal data, in every project',
        tags,
        body: FieldClasses,
        response: { 200: FieldClasses },
      },
      handler: (request) => classes.setClasses(house, request.caller, request.body),
    });
    app.get('/projects/:id/field-classes', {
      schema: {
        summary: 'Which fields of a project hold personal data, and who says so',
        tags,
        params,
        response: { 200: ProjectFieldClasses },
      },
      handler: (request) => classes.readProjectClasses(house, request.caller, request.params.id),
    });
    app.put('/projects/:id/field-classes', {
      schema: {
        summary: 'Say which fields of a project hold personal data',
        tags,
        params,
        body: FieldClasses,
        response: { 200: ProjectFieldClasses },
      },
      handler: (request) => classes.setProjectClasses(house, request.caller, request.params.id, request.body),
    });
  };
