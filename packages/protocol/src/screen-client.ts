/** Calls about the security screen's policies. Part of `SprintforgeClient`. */
import { at } from './requests.ts';
import type { ScreenPolicyChoices, ScreenPolicyList } from './shapes/screen.ts';
import type { Transport } from './transport.ts';

export class ScreenClient {
  readonly #http: Transport;

  constructor(http: Transport) {
    this.#http = http;
  }

  /** What holds in every project that is not stricter. */
  policies(): Promise<ScreenPolicyList> {
    return this.#http.json('api/organisation/screen-policies');
  }
  /** All of the organisation's at once. */
  setPolicies(policies: ScreenPolicyChoices['policies']): Promise<ScreenPolicyList> {
    return this.#http.json('api/organisation/screen-policies', { method: 'PUT', json: { policies } });
  }
  ofProject(id: string): Promise<ScreenPolicyList> {
    return this.#http.json(at(id, 'screen-policies'));
  }
  /** All of the project's at once. */
  setOfProject(id: string, policies: ScreenPolicyChoices['policies']): Promise<ScreenPolicyList> {
    return this.#http.json(at(id, 'screen-policies'), { method: 'PUT', json: { policies } });
  }
}
