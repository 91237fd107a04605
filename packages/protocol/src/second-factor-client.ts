/** Calls about the second factor. Part of `SprintforgeClient`. */
import type { FactorPolicyPatch, NewFactor, RecoveryCodes, SecondFactorState } from './shapes/second-factor.ts';
import type { Me } from './shapes/sign-in.ts';
import type { Transport } from './transport.ts';

export class SecondFactorClient {
  readonly #http: Transport;

  constructor(http: Transport) {
    this.#http = http;
  }

  state(): Promise<SecondFactorState> {
    return this.#http.json('api/auth/second-factor');
  }
  /** The code that this session lacks: of the app, or a recovery code. */
  give(code: string): Promise<Me> {
    return this.#http.json('api/auth/second-factor', { method: 'POST', json: { code } });
  }
  begin(): Promise<NewFactor> {
    return this.#http.json('api/auth/second-factor/totp', { method: 'POST' });
  }
  /** By the first code of the app; ends all other sessions. */
  confirm(code: string): Promise<RecoveryCodes> {
    return this.#http.json('api/auth/second-factor/totp/confirm', { method: 'POST', json: { code } });
  }
  async remove(code: string): Promise<void> {
    await this.#http.send('api/auth/second-factor/remove', { method: 'POST', json: { code } });
  }

  // ---- for owners

  async setPolicy(policy: SecondFactorState['policy']): Promise<void> {
    await this.#set({ policy });
  }
  /** Whether a passkey alone signs in. */
  async setPasswordless(passwordless: boolean): Promise<void> {
    await this.#set({ passwordless });
  }
  async #set(json: FactorPolicyPatch): Promise<void> {
    await this.#http.send('api/organisation/second-factor', { method: 'PUT', json });
  }
  /** What a member has lost; ends their sessions. */
  async reset(user: string): Promise<void> {
    const path = `api/organisation/members/${encodeURIComponent(user)}/second-factor`;
    await this.#http.send(path, { method: 'DELETE' });
  }
}
