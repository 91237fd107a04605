import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox';
import { ProjectRetentionChoices, RetentionChoices, RetentionList } from '@sprintforge/protocol';
import type { House } from '../services/house.ts';
import * as settings from '../services/retention-settings.ts';

const tags = ['retention'];
const params = Type.Object({ id: Type.String() });
const response = { 200: RetentionList };
const description =
  'All of it at once. Where something would go in the coming night that is kept so far: 409 with `losses` and the token that `confirm` is to be.';

export const retentionRoutes =
  (house: House): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.get('/organisation/retention', {
      schema: { summary: 'How long what is kept', tags, response },
      handler: (request) => settings.readRetention(house, request.caller),
    });
    app.put('/organisation/retention', {
      schema: { summary: 'Say how long what is kept', description, tags, body: RetentionChoices, response },
      handler: (request) => settings.setRetention(house, request.caller, request.body),
    });
    app.get('/projects/:id/retention', {
      schema: { summary: 'How long what of a project is kept, and who says so', tags, params, response },
      handler: (request) => settings.readProjectRetention(house, request.caller, request.params.id),
    });
    app.put('/projects/:id/retention', {
      schema: {
        summary: 'Say how long what of a project is kept',
        description,
        tags,
        params,
        body: ProjectRetentionChoices,
        response,
      },
      handler: (request) => settings.setProjectRetention(house, request.caller, request.params.id, request.body),
    });
  };
