import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox';
import {
  CreatedInvitation,
  CreatedPasswordLink,
  InvitationList,
  MemberList,
  MemberPatch,
  NewInvitation,
  Organisation,
  OrganisationPatch,
  SyncKey,
} from '@sprintforge/protocol';
import type { House } from '../services/house.ts';
import * as members from '../services/members.ts';
import { makePasswordLink } from '../services/password-links.ts';
import { rotateSyncKey } from '../services/sync-tokens.ts';

const tags = ['organisation'];
const done = { 204: Type.Null() };
const params = Type.Object({ id: Type.String() });

export const organisationRoutes =
  (house: House): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.get(
      '/organisation',
      { schema: { summary: 'My organisation', tags, response: { 200: Organisation } } },
      async ({ caller }) => ({ id: caller.tenant, name: caller.tenantName }),
    );
    app.patch('/organisation', {
      schema: { summary: 'Name of the organisation', tags, body: OrganisationPatch, response: done },
      handler: async (request, reply) => {
        await members.renameOrganisation(house, request.caller, request.body.name);
        return reply.status(204).send(null);
      },
    });
    app.post('/organisation/sync-keys', {
      schema: {
        summary: 'The next key for sync tokens; the one before it stays in force',
        tags,
        response: { 201: SyncKey },
      },
      handler: async (request, reply) => reply.status(201).send(await rotateSyncKey(house, request.caller)),
    });
    app.get('/organisation/members', {
      schema: { summary: 'Members and their roles', tags, response: { 200: MemberList } },
      handler: (request) => members.listMembers(house, request.caller),
    });
    app.patch('/organisation/members/:id', {
      schema: { summary: "Change a member's role or name", tags, params, body: MemberPatch, response: done },
      handler: async (request, reply) => {
        await members.changeMember(house, request.caller, request.params.id, request.body);
        return reply.status(204).send(null);
      },
    });
    app.delete('/organisation/members/:id', {
      schema: { summary: 'Remove a member; their sessions and tokens end', tags, params, response: done },
      handler: async (request, reply) => {
        await members.removeMember(house, request.caller, request.params.id);
        return reply.status(204).send(null);
      },
    });
    app.post('/organisation/members/:id/password-link', {
      schema: {
        summary: 'A link to a new password, for a member who forgot theirs; it is shown this once',
        tags,
        params,
        response: { 201: CreatedPasswordLink },
      },
      handler: async (request, reply) =>
        reply.status(201).send(await makePasswordLink(house, request.caller, request.params.id)),
    });
    app.get('/organisation/invitations', {
      schema: { summary: 'Open invitations', tags, response: { 200: InvitationList } },
      handler: (request) => members.listInvitations(house, request.caller),
    });
    app.post('/organisation/invitations', {
      schema: {
        summary: 'Invite somebody; the link is shown this once',
        tags,
        body: NewInvitation,
        response: { 201: CreatedInvitation },
      },
      handler: async (request, reply) =>
        reply.status(201).send(await members.invite(house, request.caller, request.body)),
    });
    app.delete('/organisation/invitations/:id', {
      schema: { summary: 'Withdraw an invitation', tags, params, response: done },
      handler: async (request, reply) => {
        await members.withdrawInvitation(house, request.caller, request.params.id);
        return reply.status(204).send(null);
      },
    });
  };
