/** Calls about members by a directory (SCIM 2.0). Part of `SprintforgeClient`; for owners. */
import type { CreatedDirectoryToken, ProvisioningInfo, ProvisioningRules } from './shapes/provisioning.ts';
import type { Transport } from './transport.ts';

export class ProvisioningClient {
  readonly #http: Transport;

  constructor(http: Transport) {
    this.#http = http;
  }

  info(): Promise<ProvisioningInfo> {
    return this.#http.json('api/organisation/provisioning');
  }
  /** What groups are here; members follow at once. */
  setRules(rules: ProvisioningRules): Promise<ProvisioningInfo> {
    return this.#http.json('api/organisation/provisioning', { method: 'PUT', json: rules });
  }
  /** The token for the directory, this once; the one before ends. */
  renewToken(): Promise<CreatedDirectoryToken> {
    return this.#http.json('api/organisation/provisioning/token', { method: 'POST' });
  }
  async endToken(): Promise<void> {
    await this.#http.send('api/organisation/provisioning/token', { method: 'DELETE' });
  }
}
