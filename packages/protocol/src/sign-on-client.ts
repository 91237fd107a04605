/** Calls about identity providers: signing in there, and setting them up. Part of `SprintforgeClient`. */
import type {
  BeginSignOn,
  BegunSignOn,
  DomainList,
  DomainProof,
  IdentityProvider,
  IdentityProviderList,
  IdentityProviderPatch,
  NewIdentityProvider,
  SignOnOffer,
} from './shapes/sign-on.ts';
import type { Transport } from './transport.ts';

export class SignOnClient {
  readonly #http: Transport;

  constructor(http: Transport) {
    this.#http = http;
  }

  /** Where somebody with this address can sign in. */
  offer(email: string): Promise<SignOnOffer> {
    return this.#http.json('api/auth/sign-on/offer', { method: 'POST', json: { email } });
  }
  /** Where the browser goes next; sets the cookie that it finishes with. */
  begin(request: BeginSignOn): Promise<BegunSignOn> {
    return this.#http.json('api/auth/sign-on', { method: 'POST', json: request });
  }

  // ---- for owners

  providers(): Promise<IdentityProviderList> {
    return this.#http.json('api/organisation/identity-providers');
  }
  /** The provider is asked before it is kept. */
  add(provider: NewIdentityProvider): Promise<IdentityProvider> {
    return this.#http.json('api/organisation/identity-providers', { method: 'POST', json: provider });
  }
  change(id: string, patch: IdentityProviderPatch): Promise<IdentityProvider> {
    return this.#http.json(at(id), { method: 'PATCH', json: patch });
  }
  async remove(id: string): Promise<void> {
    await this.#http.send(at(id), { method: 'DELETE' });
  }

  /** Domains of addresses that are proved to be the organisation's. */
  domains(): Promise<DomainList> {
    return this.#http.json('api/organisation/domains');
  }
  /** Looks for the record in the DNS now; what it has to be is in the answer. */
  proveDomain(domain: string): Promise<DomainProof> {
    return this.#http.json('api/organisation/domains', { method: 'POST', json: { domain } });
  }
  async removeDomain(domain: string): Promise<void> {
    await this.#http.send(`api/organisation/domains/${encodeURIComponent(domain)}`, { method: 'DELETE' });
  }
}

const at = (id: string): string => `api/organisation/identity-providers/${encodeURIComponent(id)}`;
