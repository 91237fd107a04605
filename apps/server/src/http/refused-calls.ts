/** What is refused over HTTP, told to the security log. */
import type { Problem, SecurityEvent } from '@sprintforge/protocol';
import type { FastifyRequest } from 'fastify';
import type { Concerned } from '../services/refusal.ts';
import type { RefusalWatch } from '../services/refusal-watch.ts';

const events: Readonly<Record<string, SecurityEvent>> = {
  UNAUTHENTICATED: 'token.refused',
  SIGN_IN_FAILED: 'sign_in.refused',
  SECOND_FACTOR_FAILED: 'sign_in.refused',
  PASSKEY_REFUSED: 'sign_in.refused',
  ORIGIN_REFUSED: 'access.refused',
  TOKEN_WRONG_PROJECT: 'access.refused',
  TOKEN_WRONG_SCOPE: 'access.refused',
  FORBIDDEN: 'access.refused',
  NOT_FOUND: 'access.not_found',
  RATE_LIMITED: 'limit.reached',
  WORKBOOK_REFUSED: 'upload.refused',
};

function eventOf({ code, status }: Problem): SecurityEvent | undefined {
  if (code.startsWith('SSO_') && status < 500) return 'sign_in.refused';
  return events[code] ?? (status === 401 ? 'token.refused' : undefined);
}

export function noteRefused(
  refusals: Pick<RefusalWatch, 'note'>,
  request: FastifyRequest,
  problem: Problem,
  { holder, projectId }: Concerned,
): void {
  const event = eventOf(problem);
  const caller = request.caller as FastifyRequest['caller'] | undefined;
  if (!event || !concernsSecurity(event, request, caller !== undefined)) return;
  const asked = askedFor(request.params);
  refusals.note({
    event,
    tenant: caller?.tenant ?? holder?.tenant ?? null,
    userId: caller?.user.id ?? holder?.userId ?? null,
    ip: request.ip,
    userAgent: request.headers['user-agent']?.slice(0, 500) ?? null,
    projectId: projectId ?? asked.projectId ?? null,
    details: {
      reason: reasonOf(event, problem),
      ...(event === 'sign_in.refused' ? { code: problem.code } : {}),
      call: `${request.method} ${request.routeOptions.url ?? ''}`,
      ...(holder?.tokenId === undefined ? {} : { token_id: holder.tokenId }),
      ...(event === 'access.not_found' ? asked.ids : {}),
      ...(event === 'upload.refused' ? { findings: counted(problem['findings']) } : {}),
    },
  });
}

/** A call without a token is nobody's attempt at anything, and a page that does not exist is no secret. */
function concernsSecurity(event: SecurityEvent, request: FastifyRequest, known: boolean): boolean {
  if (event === 'token.refused') return request.headers.authorization !== undefined;
  if (event === 'sign_in.refused' || event === 'limit.reached') return true;
  return known && (event !== 'access.not_found' || Object.keys((request.params as object | null) ?? {}).length > 0);
}

const reasonOf = (event: SecurityEvent, problem: Problem): string =>
  event === 'upload.refused' ? String(problem['reason']) : (problem.detail ?? problem.code);

const idLike = /^[\da-f-]{36}$|^\d{1,9}$/i;
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function askedFor(params: unknown): { projectId?: string; ids: Record<string, string> } {
  const ids: Record<string, string> = {};
  for (const [name, value] of Object.entries((params as Record<string, unknown> | null) ?? {}))
    ids[name] = idLike.test(String(value)) ? String(value) : '…'; // it may be anything, a secret too
  const first = ids['projectId'] ?? ids['id'];
  return { ids, ...(first && uuid.test(first) ? { projectId: first.toLowerCase() } : {}) };
}

/** How often each code; where in the workbook is nobody else's business. */
function counted(findings: unknown): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const finding of Array.isArray(findings) ? (findings as { code?: unknown }[]) : []) {
    const code = String(finding.code ?? '');
    counts[code] = (counts[code] ?? 0) + 1;
  }
  return counts;
}
