/** The ceremonies of passkeys by @simplewebauthn/server, which is loaded when the first one begins. */
import type { CeremonyJson, NotProved, PasskeyCeremonies, PasskeyRecord } from '../ports/passkeys.ts';

type Library = typeof import('@simplewebauthn/server');
type Creation = Parameters<Library['verifyRegistrationResponse']>[0];
type Request = Parameters<Library['verifyAuthenticationResponse']>[0];

const library = (): Promise<Library> => import('@simplewebauthn/server');
const minutes5 = 300_000;
/** EdDSA, ES256, RS256: what devices have, and what Node has without a warning. */
const supportedAlgorithmIDs = [-8, -7, -257];

export function webauthn(): PasskeyCeremonies {
  return {
    async creation({ id: rpID }, { organisation, id, name, account }, held, challenge) {
      const { generateRegistrationOptions } = await library();
      return json(
        await generateRegistrationOptions({
          rpName: organisation,
          rpID,
          userID: Uint8Array.from(Buffer.from(id)),
          userName: account,
          userDisplayName: name,
          challenge: Uint8Array.from(challenge),
          timeout: minutes5,
          supportedAlgorithmIDs,
          attestationType: 'none',
          excludeCredentials: held.map(described),
          authenticatorSelection: { residentKey: 'preferred', userVerification: 'preferred' },
        }),
      );
    },
    async created({ at, answer, challenge }) {
      const { verifyRegistrationResponse } = await library();
      return proving(async () => {
        const { registrationInfo: made } = await verifyRegistrationResponse({
          response: answer as unknown as Creation['response'],
          expectedChallenge: challenge,
          expectedOrigin: at.origin,
          expectedRPID: at.id,
          requireUserVerification: false,
          supportedAlgorithmIDs,
        });
        if (!made) return { refused: 'the attestation does not hold' };
        const { id, publicKey, counter, transports = [] } = made.credential;
        const credential = Uint8Array.from(Buffer.from(id, 'base64url'));
        return { credential, publicKey, counter, transports, backedUp: made.credentialBackedUp };
      });
    },
    async request({ id: rpID }, held, challenge) {
      const { generateAuthenticationOptions } = await library();
      return json(
        await generateAuthenticationOptions({
          rpID,
          challenge: Uint8Array.from(challenge),
          timeout: minutes5,
          ...(held === null ? {} : { allowCredentials: held.map(described) }),
          userVerification: held === null ? 'required' : 'preferred',
        }),
      );
    },
    claim(answer) {
      const handle = (answer['response'] as { readonly userHandle?: unknown } | undefined)?.userHandle;
      const userId = typeof handle === 'string' ? Buffer.from(handle, 'base64url').toString() : null;
      return { credential: Uint8Array.from(Buffer.from(String(answer['id']), 'base64url')), userId };
    },
    async proved({ at, answer, challenge }, passkey, verified) {
      const { verifyAuthenticationResponse } = await library();
      const { counter, publicKey } = passkey;
      return proving(async () => {
        const { verified: holds, authenticationInfo } = await verifyAuthenticationResponse({
          response: answer as unknown as Request['response'],
          expectedChallenge: challenge,
          expectedOrigin: at.origin,
          expectedRPID: at.id,
          requireUserVerification: verified,
          credential: { ...described(passkey), publicKey: Uint8Array.from(publicKey), counter },
        });
        if (!holds) return { refused: 'the signature does not hold' };
        return { counter: authenticationInfo.newCounter, backedUp: authenticationInfo.credentialBackedUp };
      });
    },
  };
}

const described = ({ credential, transports }: PasskeyRecord) => ({
  id: Buffer.from(credential).toString('base64url'),
  transports: [...transports] as ('ble' | 'cable' | 'hybrid' | 'internal' | 'nfc' | 'smart-card' | 'usb')[],
});

const json = (options: object): CeremonyJson => options as CeremonyJson;

/** Whatever of an answer is wrong, the library throws it. */
async function proving<T>(work: () => Promise<T | NotProved>): Promise<T | NotProved> {
  try {
    return await work();
  } catch (error) {
    return { refused: error instanceof Error ? error.message : String(error) };
  }
}
