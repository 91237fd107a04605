import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox';
import { ScreenPolicyChoices, ScreenPolicyList } from '@sprintforge/protocol';
import type { House } from '../services/house.ts';
import * as policies from '../services/screen-policies.ts';

const tags = ['security screen'];
const params = Type.Object({ id: Type.String() });
const response = { 200: ScreenPolicyList };

export const screenRoutes =
  (house: House): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.get('/organisation/screen-policies', {
      schema: { summary: 'What is done with active content of uploads, in every project', tags, response },
      handler: (request) => policies.readPolicies(house, request.caller),
    });
    app.put('/organisation/screen-policies', {
      schema: {
        summary: 'Say what is done with active content of uploads, in every project',
        tags,
        body: ScreenPolicyChoices,
        response,
      },
      handler: (request) => policies.setPolicies(house, request.caller, request.body),
    });
    app.get('/projects/:id/screen-policies', {
      schema: {
        summary: "What is done with active content of a project's uploads, and who says so",
        tags,
        params,
        response,
      },
      handler: (request) => policies.readProjectPolicies(house, request.caller, request.params.id),
    });
    app.put('/projects/:id/screen-policies', {
      schema: {
        summary: "Say what is done with active content of a project's uploads",
        tags,
        params,
        body: ScreenPolicyChoices,
        response,
      },
      handler: (request) => policies.setProjectPolicies(house, request.caller, request.params.id, request.body),
    });
  };
