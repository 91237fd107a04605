/** A master key that AWS KMS holds and never gives away. Its client is loaded when the key is first asked for. */
import type { KMSClient } from '@aws-sdk/client-kms';
import { KeyError, type MasterKey } from '../../ports/keys.ts';
import type { Agents } from '../outside-network.ts';

export interface KmsPlace {
  /** ARN, id or alias of a symmetric key. */
  readonly key: string;
  /** Other keys there, which only open. */
  readonly former?: readonly string[];
  readonly region: string;
  /** Of another service that speaks the protocol. */
  readonly endpoint?: string;
  /** Without them AWS's own ways are tried: its variables, a profile, the role of the machine or of the pod. */
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/** What a key is wrapped for is its encryption context, which AWS writes into CloudTrail. */
export function awsKms({ key, region, endpoint, credentials }: Omit<KmsPlace, 'former'>, agents?: Agents): MasterKey {
  const id = `kms:${key}`;
  const host = endpoint ? new URL(endpoint).host : `AWS in ${region}`;
  const fail = (why: string, cause?: unknown) =>
    new KeyError('KEY_SERVICE', `the key service at ${host} ${why}`, { key: id }, cause);
  let opened: Promise<[KMSClient, typeof import('@aws-sdk/client-kms')]> | undefined;

  const open = async (): Promise<[KMSClient, typeof import('@aws-sdk/client-kms')]> => {
    const library = await import('@aws-sdk/client-kms');
    const client = new library.KMSClient({
      region,
      maxAttempts: 3,
      ...(endpoint ? { endpoint } : {}),
      ...(credentials ? { credentials } : {}),
      requestHandler: {
        connectionTimeout: 3000,
        requestTimeout: 10_000,
        throwOnRequestTimeout: true,
        ...(agents ? { httpAgent: agents.http, httpsAgent: agents.https } : {}),
      },
    });
    return [client, library];
  };

  async function answered(
    call: (client: KMSClient, library: typeof import('@aws-sdk/client-kms')) => Promise<Uint8Array | undefined>,
  ): Promise<Uint8Array> {
    opened ??= open();
    let bytes: Uint8Array | undefined;
    try {
      bytes = await call(...(await opened));
    } catch (cause) {
      throw fail(refusals[(cause as Error).name] ?? 'does not answer: check the region, and the way there', cause);
    }
    if (!bytes) throw fail('answers without a key');
    return bytes;
  }

  const EncryptionContext = (about: string) => ({ sprintforge: about });
  return {
    id,
    wrap: (bytes, about) =>
      answered(async (client, { EncryptCommand }) => {
        const wanted = { KeyId: key, Plaintext: bytes, EncryptionContext: EncryptionContext(about) };
        return (await client.send(new EncryptCommand(wanted))).CiphertextBlob;
      }),
    unwrap: (wrapped, about) =>
      answered(async (client, { DecryptCommand }) => {
        const wanted = { KeyId: key, CiphertextBlob: wrapped, EncryptionContext: EncryptionContext(about) };
        return (await client.send(new DecryptCommand(wanted))).Plaintext;
      }),
  };
}

const noKey = 'has no such key that could be used: check SPRINTFORGE_KMS_KEY and SPRINTFORGE_KMS_REGION';
const notLetIn = 'does not let us in: check the credentials, and the clock of this machine';
const refusals: Readonly<Record<string, string>> = {
  AccessDeniedException: 'does not allow it: we need kms:Encrypt and kms:Decrypt on the key',
  CredentialsProviderError: 'was not asked: there are no credentials of AWS here',
  DisabledException: noKey,
  ExpiredTokenException: notLetIn,
  IncompleteSignature: notLetIn,
  IncompleteSignatureException: notLetIn,
  IncorrectKeyException: 'refuses: this was wrapped by another key',
  InvalidCiphertextException: 'refuses: this was wrapped by another key, or for something else',
  InvalidSignatureException: notLetIn,
  KMSInvalidStateException: noKey,
  NotFoundException: noKey,
  UnrecognizedClientException: notLetIn,
};
