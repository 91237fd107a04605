/** What a browser and its authenticator do together (WebAuthn, ES256, attestation `none`), to be led astray by a test. */
import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import type { NewPasskey, PasskeyOptions, PasskeyProof } from '@sprintforge/protocol';

interface Astray {
  /** Whose page it is, says the browser. */
  readonly origin?: string;
  /** The host that the authenticator knows. */
  readonly host?: string;
  /** The device has not asked who it is. */
  readonly unverified?: boolean;
  readonly counter?: number;
  /** Who it says that the passkey is of. */
  readonly handle?: string;
  /** Signs with another key. */
  readonly key?: KeyObject;
}

export interface SoftPasskey {
  /** In the answer to `options`. */
  prove(options: PasskeyOptions, astray?: Astray): PasskeyProof['answer'];
}

const present = 0x01;
const verified = 0x04;
const attested = 0x40;
const url = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url');

/** The passkey that somebody makes at `origin`, and what the browser says of it. */
export function makePasskey(
  origin: string,
  options: PasskeyOptions,
  astray: Astray = {},
): { readonly passkey: SoftPasskey; readonly answer: NewPasskey['answer'] } {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const id = randomBytes(32);
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  const cose = map([
    [1, 2],
    [3, -7],
    [-1, 1],
    [-2, Buffer.from(x, 'base64url')],
    [-3, Buffer.from(y, 'base64url')],
  ]);
  const credential = Buffer.concat([Buffer.alloc(16), Buffer.of(0, id.length), id, cose]);
  const authData = Buffer.concat([authenticatorData(origin, attested, astray), credential]);
  const attestationObject = map([
    ['fmt', 'none'],
    ['attStmt', map([])],
    ['authData', authData],
  ]);
  const handle = (options as unknown as { readonly user: { readonly id: string } }).user.id;
  const named = { id: url(id), rawId: url(id), type: 'public-key', clientExtensionResults: {} };
  const response = {
    clientDataJSON: url(clientData('webauthn.create', origin, options, astray)),
    attestationObject: url(attestationObject),
  };
  return {
    answer: { ...named, response },
    passkey: {
      prove: (asked, wrong = {}) => {
        const [data, said] = [authenticatorData(origin, 0, wrong), clientData('webauthn.get', origin, asked, wrong)];
        const about = Buffer.concat([data, createHash('sha256').update(said).digest()]);
        const signature = sign('sha256', about, wrong.key ?? privateKey);
        const texts = { clientDataJSON: url(said), authenticatorData: url(data), signature: url(signature) };
        const userHandle = wrong.handle === undefined ? handle : url(Buffer.from(wrong.handle));
        return { ...named, response: { ...texts, userHandle } };
      },
    },
  };
}

function clientData(type: string, origin: string, { challenge }: PasskeyOptions, astray: Astray): Buffer {
  return Buffer.from(JSON.stringify({ type, challenge, origin: astray.origin ?? origin, crossOrigin: false }));
}

function authenticatorData(origin: string, flags: number, { host, unverified, counter = 0 }: Astray): Buffer {
  const party = createHash('sha256')
    .update(host ?? new URL(origin).hostname)
    .digest();
  const [said, count] = [Buffer.of(flags | present | (unverified ? 0 : verified)), Buffer.alloc(4)];
  count.writeUInt32BE(counter);
  return Buffer.concat([party, said, count]);
}

/** CBOR, as much of it as is needed. A Buffer that is itself CBOR goes in by `map`. */
function map(pairs: readonly (readonly [number | string, number | string | Uint8Array])[]): Buffer {
  const bytes = Buffer.concat([head(5, pairs.length), ...pairs.flatMap(([key, value]) => [item(key), item(value)])]);
  return Object.assign(bytes, { encoded: true });
}
function item(value: number | string | Uint8Array): Buffer {
  if (typeof value === 'number') return value < 0 ? head(1, -1 - value) : head(0, value);
  if (typeof value === 'string') return Buffer.concat([head(3, value.length), Buffer.from(value)]);
  return 'encoded' in value ? Buffer.from(value) : Buffer.concat([head(2, value.length), value]);
}
function head(kind: number, count: number): Buffer {
  if (count < 24) return Buffer.of((kind << 5) | count);
  return count < 256 ? Buffer.of((kind << 5) | 24, count) : Buffer.of((kind << 5) | 25, count >> 8, count & 255);
}
