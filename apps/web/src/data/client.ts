/** The typed client of this page's server, as the person who is signed in. */
import { type ClientOptions, SprintforgeClient } from '@sprintforge/protocol';
import { sessionToken } from '../session/session.ts';

/** With the path that the server is reached under; `<base>` says it. */
export const serverUrl: string = new URL('.', document.baseURI).href;

export const client = (): SprintforgeClient => clientOf(sessionToken() ?? undefined);

export function clientOf(token: string | undefined, more: Partial<ClientOptions> = {}): SprintforgeClient {
  return new SprintforgeClient({
    url: serverUrl,
    fetch: (input, init) => fetch(input, init),
    ...(token === undefined ? {} : { token }),
    ...more,
  });
}

/** For workbooks, where somebody waits anyway: a server that has too much to do is asked again for half a minute. */
export function patientClient(more: Partial<ClientOptions> = {}): SprintforgeClient {
  return clientOf(sessionToken() ?? undefined, { patience: { seconds: 30, random: Math.random }, ...more });
}
