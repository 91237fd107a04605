/** Calls about how long what is kept. Part of `SprintforgeClient`. */
import { at } from './requests.ts';
import type { ProjectRetentionChoices, RetentionChoices, RetentionList } from './shapes/retention.ts';
import type { Transport } from './transport.ts';

/** What is set is all of it at once; throws `ProblemError` NEEDS_CONFIRMATION when something would go, with the token that `confirm` is to be. */
export class RetentionClient {
  readonly #http: Transport;

  constructor(http: Transport) {
    this.#http = http;
  }

  /** Of the organisation. */
  periods(): Promise<RetentionList> {
    return this.#http.json('api/organisation/retention');
  }
  setPeriods(periods: RetentionChoices['periods'], confirm?: string): Promise<RetentionList> {
    return this.#http.json('api/organisation/retention', { method: 'PUT', json: said(periods, confirm) });
  }
  ofProject(id: string): Promise<RetentionList> {
    return this.#http.json(at(id, 'retention'));
  }
  setOfProject(id: string, periods: ProjectRetentionChoices['periods'], confirm?: string): Promise<RetentionList> {
    return this.#http.json(at(id, 'retention'), { method: 'PUT', json: said(periods, confirm) });
  }
}

const said = <P>(periods: P, confirm: string | undefined) => ({
  periods,
  ...(confirm === undefined ? {} : { confirm }),
});
