/**
 * Every problem code of the server with its HTTP status and title: the one table that answers, documents and tests read.
 * Problems travel as `application/problem+json` (RFC 9457) with our `code`.
 */
import type { Problem } from './shapes/problem.ts';

export const PROBLEMS = {
  BAD_REQUEST: [400, 'The request does not have the expected form'],
  BAD_LENS: [400, 'The filter names something that the plan does not have'],
  UNAUTHENTICATED: [401, 'A valid token is needed'],
  TOKEN_INVALID: [401, 'This is no token of this server, or it was altered'],
  TOKEN_ALGORITHM: [401, 'The token is not signed the way tokens are signed here'],
  TOKEN_EXPIRED: [401, 'The token has expired'],
  TOKEN_REVOKED: [401, 'The token has been revoked'],
  TOKEN_KEY_ROTATED: [401, 'The key that signed the token is no longer in force'],
  TOKEN_FOREIGN: [401, 'The token is signed by a key of another organisation'],
  SIGN_IN_FAILED: [401, 'E-mail address and password do not fit together'],
  SECOND_FACTOR_FAILED: [403, 'This is no code of now, or it was used already'],
  PASSKEY_REFUSED: [403, 'The passkey is not accepted'],
  SECOND_FACTOR_NEEDED: [403, 'The second factor is still to be given'],
  SSO_DENIED: [401, 'The identity provider did not sign you in'],
  SSO_INVALID: [401, "The identity provider's answer does not hold"],
  SSO_SIGNATURE: [401, "The signature of the identity provider's answer does not hold"],
  SSO_EXPIRED: [401, "The identity provider's answer does not hold any more, or not yet"],
  SSO_AUDIENCE: [401, "The identity provider's answer is meant for somebody else"],
  SSO_REPLAYED: [401, 'This sign-in has been answered already'],
  SSO_UNSOLICITED: [401, 'Nobody here asked the identity provider for this answer'],
  SSO_NOT_ADMITTED: [403, 'The organisation does not let you in'],
  FORBIDDEN: [403, 'Your role or token does not allow this'],
  TOKEN_WRONG_PROJECT: [403, 'The token is for another project'],
  TOKEN_WRONG_SCOPE: [403, 'The token does not allow this'],
  ORIGIN_REFUSED: [403, 'A call with a session must come from our own pages'],
  NOT_FOUND: [404, 'There is no such thing here'],
  NEEDS_CONFIRMATION: [409, 'The upload does something unusually large and needs a confirmation'],
  NEEDS_DECISION: [409, 'Under the manual strategy every conflict needs a decision first'],
  ROWS_SHIFTED: [409, 'The rows do not belong together any more; a repair is offered'],
  META_MISSING: [409, 'The workbook does not say which copy it is; confirm the proposed base'],
  META_INVALID: [409, 'What the workbook says about its copy is damaged or forged; confirm the proposed base'],
  WRONG_PROJECT: [409, 'The workbook belongs to another project'],
  BASE_AHEAD: [409, 'The workbook is newer than the project'],
  BASE_EXPIRED: [409, 'The revision this copy was made from is no longer kept'],
  LINK_ENDED: [409, 'The link was not used for too long before this was stored through it'],
  COPY_REVOKED: [409, 'This copy has been revoked'],
  PARKED_DECIDED: [409, 'The parked upload has been decided, discarded or replaced already'],
  CONFLICT_RESOLVED: [409, 'The conflict has been resolved already'],
  CONFLICT_MOVED: [409, 'The value changed since the conflict was shown; it is a new conflict now'],
  NOTHING_TO_UNDO: [409, 'The revision has nothing left that could be undone'],
  DOMAIN_UNPROVED: [409, "A domain is not proved to be the organisation's"],
  PASSKEYS_UNAVAILABLE: [409, "Passkeys do not work at this server's address"],
  NO_CLOUD: [409, 'This server has no cloud that plans could go to'],
  CLOUD_REFUSED: [409, 'The cloud does not take this plan'],
  PERSONAL_DATA_STAYS: [409, 'Personal data of this project does not leave this server'],
  ORGANISATION_NEEDED: [409, 'These credentials fit accounts in several organisations; say which'],
  ALREADY_MEMBER: [409, 'This person is a member already'],
  NO_PASSWORD: [409, 'This person has no password here'],
  LAST_OWNER: [409, 'An organisation keeps at least one owner'],
  LINK_INVALID: [410, 'The link has been used, withdrawn or has expired'],
  STALE_REVISION: [412, 'The project has moved on since the revision in If-Match'],
  TOO_LARGE: [413, 'The upload is larger than allowed'],
  NOT_XLSX: [415, 'The file is not an .xlsx workbook'],
  UNSUPPORTED_MEDIA: [415, 'The content type is not supported here'],
  WORKBOOK_REFUSED: [422, 'The workbook cannot be accepted'],
  NO_TABLE: [422, 'No task table was found in the workbook'],
  KEY_REUSED: [422, 'The Idempotency-Key was used with another upload'],
  WEAK_PASSWORD: [422, 'The password is too easy to guess'],
  INVALID_VALUE: [422, 'A value cannot be taken'],
  IF_MATCH_NEEDED: [428, 'This call needs an If-Match header with the revision'],
  RATE_LIMITED: [429, 'Too many requests'],
  INTERNAL: [500, 'Something went wrong on our side'],
  ENGINE_CRASHED: [503, 'Reading the workbook was stopped: it took too much memory or broke the reader'],
  ENGINE_TIMEOUT: [503, 'Reading the workbook took too long'],
  BUSY: [503, 'The queue is full'],
  STORAGE_FULL: [507, 'There is no room left to keep it'],
  SSO_UNREACHABLE: [503, 'The identity provider does not answer'],
  NOT_READY: [503, 'The server cannot serve yet'],
} as const satisfies Record<string, readonly [number, string]>;

export type ProblemCode = keyof typeof PROBLEMS;

/** The problem document of a code. `extra` members stand beside the standard ones. */
export function problem(code: ProblemCode, detail?: string, extra: Record<string, unknown> = {}): Problem {
  const [status, title] = PROBLEMS[code];
  return { type: `urn:sprintforge:problem:${code}`, title, status, code, ...(detail ? { detail } : {}), ...extra };
}
