/** The typed client of this page's server, as the person who is signed in. */
import { SprintforgeClient } from '@sprintforge/protocol';
import { sessionToken } from '../session/session.ts';

/** With the path that the server is reached under; `<base>` says it. */
export const serverUrl: string = new URL('.', document.baseURI).href;

export function client(fetchWith?: typeof fetch): SprintforgeClient {
  return clientOf(sessionToken() ?? undefined, fetchWith);
}

export function clientOf(token: string | undefined, fetchWith?: typeof fetch): SprintforgeClient {
  return new SprintforgeClient({
    url: serverUrl,
    ...(token === undefined ? {} : { token }),
    ...(fetchWith ? { fetch: fetchWith } : { fetch: (input, init) => fetch(input, init) }),
  });
}
