/** What the operator lets an organisation do. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { OrganisationLimits } from '@sprintforge/protocol';
import type { House } from '../services/house.ts';
import { limitsInForce } from '../services/organisation-limits.ts';
import { type CallLimits, callsTogether, counted } from './wide-limits.ts';

export const limitRoutes =
  (house: House, options: CallLimits & { readonly uploadBytes: number }): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.get('/organisation/limits', {
      schema: {
        summary: 'What the organisation may do, as the operator bounds it, and what it uses of that',
        tags: ['organisation'],
        response: { 200: OrganisationLimits },
      },
      handler: ({ caller }) =>
        limitsInForce(house, caller, {
          calls: { person: options.callsPerMinute, organisation: callsTogether(caller.tenantName, options) },
          callsCountedAs: counted('organisation', caller.tenant),
          uploadBytes: options.uploadBytes,
        }),
    });
  };
