/** The browser's side of passkeys; what talks to its authenticators is loaded when somebody wants one. */
import { type NewPasskey, type PasskeyOptions, type PasskeyProof, ProblemError, problem } from '@sprintforge/protocol';

type Library = typeof import('@simplewebauthn/browser');

/** Only on a page that came by https, or from this machine. */
export const browserHasPasskeys = (): boolean => typeof PublicKeyCredential === 'function';

/** Throws a ProblemError: PASSKEY_CANCELLED. */
export const makePasskey = (options: PasskeyOptions): Promise<NewPasskey['answer']> =>
  asked(async ({ startRegistration }) => {
    const optionsJSON = options as unknown as Parameters<Library['startRegistration']>[0]['optionsJSON'];
    return { ...(await startRegistration({ optionsJSON })) };
  });

/** Throws a ProblemError: PASSKEY_CANCELLED. */
export const provePasskey = (options: PasskeyOptions): Promise<PasskeyProof['answer']> =>
  asked(async ({ startAuthentication }) => {
    const optionsJSON = options as unknown as Parameters<Library['startAuthentication']>[0]['optionsJSON'];
    const { response, ...named } = await startAuthentication({ optionsJSON });
    const { userHandle, ...proof } = response;
    return { ...named, response: { ...proof, ...(userHandle === undefined ? {} : { userHandle }) } };
  });

/** For the same reason browsers do not tell apart who cancelled and who has no passkey, we do not either. */
async function asked<T>(work: (library: Library) => Promise<T>): Promise<T> {
  const library = await import('@simplewebauthn/browser');
  try {
    return await work(library);
  } catch (cause) {
    if (cause instanceof library.WebAuthnError || cause instanceof DOMException)
      throw new ProblemError({ ...problem('PASSKEY_REFUSED', cause.message), code: 'PASSKEY_CANCELLED' }, cause);
    throw cause;
  }
}
