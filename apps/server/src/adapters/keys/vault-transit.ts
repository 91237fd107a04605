/** A master key that a key service holds and never gives away: the transit protocol of HashiCorp Vault and OpenBao. */
import { KeyError, type MasterKey } from '../../ports/keys.ts';

export interface VaultPlace {
  readonly address: string;
  /** May encrypt and decrypt with the key, and nothing else. */
  readonly token: string;
  readonly key: string;
  /** Other keys there, which only open. */
  readonly former?: readonly string[];
  /** Where the transit engine is mounted. */
  readonly mount: string;
}

const TIMEOUT_MS = 10_000;

/** Keys are rotated in the service itself: what it wrapped says by which version. */
export function vaultTransit({ address, token, key, mount }: Omit<VaultPlace, 'former'>): MasterKey {
  const id = `vault:${mount}/${key}`;

  async function call(
    what: 'encrypt' | 'decrypt',
    body: Readonly<Record<string, string>>,
  ): Promise<Record<string, unknown>> {
    const url = new URL(`v1/${mount}/${what}/${encodeURIComponent(key)}`, `${address.replace(/\/+$/, '')}/`);
    const fail = (why: string, cause?: unknown) =>
      new KeyError('KEY_SERVICE', `the key service at ${url.host} ${why}`, { key: id }, cause);
    let response: Response;
    try {
      response = await fetch(url, {
        method: 'POST',
        headers: { 'x-vault-token': token, 'content-type': 'application/json' },
        body: JSON.stringify(body),
        redirect: 'error',
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
    } catch (cause) {
      throw fail('does not answer: check VAULT_ADDR, and that it is unsealed', cause);
    }
    const answer = (await response.json().catch(() => ({}))) as { data?: Record<string, unknown> };
    if (response.ok && answer.data) return answer.data;
    throw fail(refusals[response.status] ?? `answers ${response.status}`);
  }

  return {
    id,
    async wrap(bytes, about) {
      const { ciphertext } = await call('encrypt', {
        plaintext: Buffer.from(bytes).toString('base64'),
        associated_data: Buffer.from(about).toString('base64'),
      });
      return Buffer.from(String(ciphertext));
    },
    async unwrap(wrapped, about) {
      const { plaintext } = await call('decrypt', {
        ciphertext: Buffer.from(wrapped).toString(),
        associated_data: Buffer.from(about).toString('base64'),
      });
      return Uint8Array.from(Buffer.from(String(plaintext), 'base64'));
    },
  };
}

const refusals: Readonly<Record<number, string>> = {
  400: 'refuses: the key is not there, or not the one that this was wrapped by',
  403: 'does not allow it: VAULT_TOKEN has expired, or may not encrypt and decrypt with the key',
  404: 'has no such key: check SPRINTFORGE_VAULT_KEY and SPRINTFORGE_VAULT_MOUNT',
  503: 'is sealed or in maintenance: unseal it',
};
