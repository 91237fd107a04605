/** The one place that turns errors into problem documents. */
import { type Problem, problem } from '@sprintforge/protocol';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest, FastifyServerOptions } from 'fastify';
import { EngineError } from '../ports/engine.ts';
import { KeyError } from '../ports/keys.ts';
import { Outage } from '../ports/outage.ts';
import { Refusal } from '../services/refusal.ts';
import type { RefusalWatch } from '../services/refusal-watch.ts';
import { noteRefused } from './refused-calls.ts';

export function installProblems(app: FastifyInstance, refusals: Pick<RefusalWatch, 'note'>): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const document = documentOf(error, request);
    noteRefused(refusals, request, document, error instanceof Refusal ? error.concerned : {});
    return answer(request, reply, document);
  });
  app.setNotFoundHandler((request, reply) =>
    answer(request, reply, problem('NOT_FOUND', `nothing answers ${request.method} here`)),
  );
}

/** For what Fastify and Node answer by themselves, before there is a route. */
export const earlyProblems = {
  frameworkErrors: (error, request, reply) => {
    answer(request, reply, documentOf(error, request));
  },
  clientErrorHandler: (error, socket) => {
    if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
    const detail = error.code === 'HPE_HEADER_OVERFLOW' ? 'address and headers are too long' : 'this is not HTTP';
    const body = JSON.stringify(problem('BAD_REQUEST', detail));
    const head = [
      'HTTP/1.1 400 Bad Request',
      `content-type: ${problemType}`,
      `content-length: ${Buffer.byteLength(body)}`,
    ];
    socket.end(`${head.join('\r\n')}\r\nconnection: close\r\n\r\n${body}`);
  },
} satisfies Pick<FastifyServerOptions, 'frameworkErrors' | 'clientErrorHandler'>;

const problemType = 'application/problem+json; charset=utf-8';

function answer(request: FastifyRequest, reply: FastifyReply, document: Problem): FastifyReply {
  const retryAfter = document['retry_after'];
  if (document.status === 503 || document.status === 429)
    reply.header('retry-after', String(typeof retryAfter === 'number' ? retryAfter : 5));
  if (document.status === 401) reply.header('www-authenticate', 'Bearer');
  return reply
    .status(document.status)
    .header('content-type', problemType)
    .send({ ...document, instance: `urn:request:${request.id}` });
}

function documentOf(error: FastifyError, request: FastifyRequest): Problem {
  if (error instanceof Refusal) return error.problem;
  if (error instanceof EngineError) return engineProblem(error, request);
  if (error instanceof Outage) return serviceProblem(error, request);
  if (error instanceof KeyError) return keyProblem(error, request);
  if (error.validation) return problem('BAD_REQUEST', error.message, fieldOf(error));
  const byStatus = { 413: 'TOO_LARGE', 415: 'UNSUPPORTED_MEDIA', 429: 'RATE_LIMITED' } as const;
  const code = byStatus[error.statusCode as keyof typeof byStatus];
  if (code) return problem(code, error.message);
  if (error.statusCode !== undefined && error.statusCode < 500) return problem('BAD_REQUEST', error.message);
  request.log.error({ err: error }, 'unexpected');
  return problem('INTERNAL', `tell us this number: ${request.id}`);
}

/** Which member of the body is not as it should be, with dots between its levels. */
function fieldOf({ validation, validationContext }: FastifyError): { readonly field?: string } {
  const field = validation?.[0]?.instancePath.slice(1).replaceAll('/', '.');
  return validationContext === 'body' && field ? { field } : {};
}

function serviceProblem(error: Outage, request: FastifyRequest): Problem {
  request.log.error({ err: error }, 'service');
  if (error.code === 'STORAGE_FULL') return problem('STORAGE_FULL', 'nothing of this call was kept; tell the operator');
  return problem('NOT_READY', `the ${error.where.service} cannot be reached; send the same again`);
}

/** Which key it is stands in the log alone. */
function keyProblem(error: KeyError, request: FastifyRequest): Problem {
  request.log.error({ err: error }, 'keys');
  return problem('NOT_READY', 'what is stored cannot be unsealed now; tell the operator');
}

function engineProblem(error: EngineError, request: FastifyRequest): Problem {
  const fault = error.code === 'ENGINE_FAULT';
  request.log[fault ? 'error' : 'warn']({ err: error, job: error.where.job }, 'engine');
  if (fault) return problem('INTERNAL', `tell us this number: ${request.id}`);
  return problem(error.code, error.message);
}
