/** Which right each call needs: what the matrix of roles is tried with. */
import type { RightName } from '../src/services/roles.ts';

/** `open`: nobody is asked who they are; `self`: whoever is signed in, about themselves. */
export type Needs = RightName | 'open' | 'self';

/** Those that need something else than the rules below say. */
const special: Readonly<Record<string, Needs>> = {
  'POST /api/projects': 'project.create',
  'POST /api/projects/preview': 'project.create',
  'PATCH /api/projects/{id}': 'project.manage',
  'DELETE /api/projects/{id}': 'project.manage',
  'PUT /api/projects/{id}/members/{user}': 'project.manage',
  'DELETE /api/projects/{id}/members/{user}': 'project.manage',
  'PUT /api/projects/{id}/field-rights': 'project.manage',
  'POST /api/projects/{id}/fields': 'project.manage',
  'PATCH /api/projects/{id}/fields/{key}': 'project.manage',
  'DELETE /api/projects/{id}/fields/{key}': 'project.manage',
  'POST /api/projects/{id}/archived-fields/{key}/restore': 'project.manage',
  'GET /api/projects/{id}/private-columns': 'field.share',
  'POST /api/projects/{id}/private-columns': 'field.share',
  'PUT /api/projects/{id}/hybrid': 'project.manage',
  'DELETE /api/projects/{id}/hybrid': 'project.manage',
  'POST /api/hybrid/sync': 'plan.change',
  'PUT /api/projects/{id}/field-classes': 'project.manage',
  'PUT /api/projects/{id}/screen-policies': 'project.manage',
  'GET /api/organisation/field-classes': 'organisation.see',
  'PUT /api/projects/{id}/retention': 'project.manage',
  'GET /api/organisation/retention': 'organisation.see',
  'GET /api/organisation/screen-policies': 'organisation.see',
  'POST /api/projects/{id}/rollback': 'plan.revert',
  'POST /api/projects/{id}/recovery-points/{rid}/restore': 'plan.revert',
  'POST /api/projects/{id}/undo': 'plan.revert',
  'POST /api/projects/{id}/conflicts/resolve': 'conflict.decide',
  'POST /api/projects/{id}/conflicts/{conflictId}/resolve': 'conflict.decide',
  'DELETE /api/projects/{id}/copies/{copyId}': 'copy.revoke',
  'GET /api/organisation': 'organisation.see',
  'GET /api/organisation/members': 'organisation.see',
  'POST /api/tokens': 'account.manage',
  'DELETE /api/tokens/{id}': 'account.manage',
  'POST /api/sync/upload': 'plan.change',
  'POST /api/sync': 'plan.change',
  'POST /api/projects/{id}/sync-tokens': 'plan.change',
  'DELETE /api/projects/{id}/sync-tokens/{jti}': 'plan.change',
};

const rules: readonly (readonly [RegExp, Needs])[] = [
  [/^\w+ \/(health|ready|metrics)/, 'open'],
  [/^\w+ \/api\/auth\/(ways|sign-in|sign-on|setup|link|pair|accept-invitation|forgot-password|reset-password)/, 'open'],
  [/^\w+ \/api\/(auth|me|whoami|tokens|dav|jobs|notifications)/, 'self'],
  [/^GET \/api\/audit/, 'audit.read'],
  [/^\w+ \/api\/organisation/, 'organisation.manage'],
  [/^\w+ \/api\/projects\/\{id\}\/parked/, 'parked.decide'],
  [/^\w+ \/api\/projects\/\{id\}\/webhooks/, 'project.manage'],
  [/^GET \/api\/projects/, 'project.see'],
  [/^GET \/api\/(sync\/download|clients)/, 'project.see'],
  [/^\w+ \/api\/projects\/\{id\}\/presence/, 'presence.say'],
  [/^POST \/api\/projects\/\{id\}\/(open|pairing)/, 'account.manage'],
];

/** undefined: nobody has said yet. */
export const neededFor = (call: string): Needs | undefined =>
  special[call] ?? rules.find(([pattern]) => pattern.test(call))?.[1];
