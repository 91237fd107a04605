/** What a token for one project reaches of the routes: a route that is not named here is out of its reach. */
import type { FastifyRequest } from 'fastify';
import type { Caller } from '../services/house.ts';
import { Refusal } from '../services/refusal.ts';

const anywhere = /^(GET \/api\/(me|whoami|jobs\/:id))$/;
/** Their services look at the project that the body names. */
const byBody = {
  project: /^POST \/api\/(sync(\/upload)?|hybrid\/sync)$/,
  sync: /^POST \/api\/sync(\/upload)?$/,
  workbook: /^POST \/api\/sync$/,
  feed: /^$/,
};
/** But for the code that makes another token. */
const ofProject = /^\w+ \/api\/(projects|sync\/download)\/:(id|projectId)(?!\/pairing)(\/|$)/;

const feed = /^GET \/api\/projects\/:id(\/(tasks|fields|resources|dependencies|revisions))?$/;
/** What an Office Script does: it sends changes, and asks which conflicts are open. */
const workbook = /^GET \/api\/projects\/:id(\/conflicts)?$/;
const sync =
  /^(GET \/api\/projects\/:id(\/(tasks|fields|resources|dependencies|revisions|conflicts|events|presence).*)?|GET \/api\/sync\/download\/:projectId|\w+ \/api\/projects\/:id\/presence)$/;

/** Throws TOKEN_WRONG_PROJECT, TOKEN_WRONG_SCOPE. */
export function checkReach({ only }: Caller, request: FastifyRequest): void {
  if (!only) return;
  const { url = '' } = request.routeOptions;
  const call = `${request.method} ${url}`;
  if (anywhere.test(call) || byBody[only.kind].test(call)) return;
  if (!ofProject.test(call)) throw new Refusal('TOKEN_WRONG_SCOPE', 'this token is for one project only');
  const { id, projectId } = request.params as { readonly id?: string; readonly projectId?: string };
  if ((id ?? projectId)?.toLowerCase() !== only.project) throw new Refusal('TOKEN_WRONG_PROJECT');
  const reach = { project: ofProject, feed, workbook, sync }[only.kind];
  if (!reach.test(call)) throw new Refusal('TOKEN_WRONG_SCOPE', `a ${only.kind} token does not do this`);
}
