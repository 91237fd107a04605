import { type Problem, type ProblemCode, problem } from '@sprintforge/protocol';

/** The one error of the server's rooms: a request that ends in a problem document. */
export class Refusal extends Error {
  readonly code: ProblemCode;
  readonly where: Readonly<Record<string, unknown>>;
  readonly problem: Problem;
  /** `extra` members stand beside the standard ones of the problem. */
  constructor(code: ProblemCode, detail?: string, extra: Record<string, unknown> = {}, cause?: unknown) {
    super(detail ?? code, cause === undefined ? undefined : { cause });
    this.name = 'Refusal';
    this.code = code;
    this.where = extra;
    this.problem = problem(code, detail, extra);
  }
}
