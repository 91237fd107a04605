import { type Problem, type ProblemCode, problem } from '@sprintforge/protocol';

/** What the security log shall know of a refusal besides who asked. */
export interface Concerned {
  /** Whose token it was, although it was refused; or in which organisation nobody that we know tried something. */
  readonly holder?: { readonly tenant: string; readonly userId: string | null; readonly tokenId?: string };
  readonly projectId?: string;
}

/** The one error of the server's rooms: a request that ends in a problem document. */
export class Refusal extends Error {
  readonly code: ProblemCode;
  readonly where: Readonly<Record<string, unknown>>;
  readonly problem: Problem;
  #concerned: Concerned = {};
  /** `extra` members stand beside the standard ones of the problem. */
  constructor(code: ProblemCode, detail?: string, extra: Record<string, unknown> = {}, cause?: unknown) {
    super(detail ?? code, cause === undefined ? undefined : { cause });
    this.name = 'Refusal';
    this.code = code;
    this.where = extra;
    this.problem = problem(code, detail, extra);
  }

  /** For the security log only: it is not part of the answer. */
  concerning(concerned: Concerned): this {
    this.#concerned = concerned;
    return this;
  }
  get concerned(): Concerned {
    return this.#concerned;
  }
}
