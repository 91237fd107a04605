/** Calls about passkeys. Part of `SprintforgeClient`; between two of them stands the browser's `navigator.credentials`. */
import type { AddedPasskey, NewPasskey, Passkey, PasskeyList, PasskeyOptions, PasskeyProof } from './shapes/passkey.ts';
import type { Me } from './shapes/sign-in.ts';
import type { Transport } from './transport.ts';

type Proof = PasskeyProof['answer'];

export class PasskeyClient {
  readonly #http: Transport;

  constructor(http: Transport) {
    this.#http = http;
  }

  /** One's own. */
  list(): Promise<PasskeyList> {
    return this.#http.json('api/auth/passkeys');
  }
  /** With the password; a session that lacks its first second factor needs none. */
  begin(password?: string): Promise<PasskeyOptions> {
    const json = password === undefined ? {} : { password };
    return this.#http.json('api/auth/passkeys/options', { method: 'POST', json });
  }
  add(name: string, answer: NewPasskey['answer']): Promise<AddedPasskey> {
    return this.#http.json('api/auth/passkeys', { method: 'POST', json: { name, answer } });
  }
  /** One of one's own; the device calls it what it did. */
  rename(id: string, name: string): Promise<Passkey> {
    return this.#http.json(`api/auth/passkeys/${encodeURIComponent(id)}`, { method: 'PATCH', json: { name } });
  }
  async remove(id: string, password: string): Promise<void> {
    const path = `api/auth/passkeys/${encodeURIComponent(id)}/remove`;
    await this.#http.send(path, { method: 'POST', json: { password } });
  }

  /** In place of the code that this session lacks. */
  beginProof(): Promise<PasskeyOptions> {
    return this.#http.json('api/auth/second-factor/passkey/options', { method: 'POST' });
  }
  give(answer: Proof): Promise<Me> {
    return this.#http.json('api/auth/second-factor/passkey', { method: 'POST', json: { answer } });
  }

  /** In place of address and password. */
  beginSignIn(): Promise<PasskeyOptions> {
    return this.#http.json('api/auth/sign-in/passkey/options', { method: 'POST' });
  }
  signIn(answer: Proof): Promise<Me> {
    return this.#http.json('api/auth/sign-in/passkey', { method: 'POST', json: { answer } });
  }
}
