/**
 * Who is signed in, and how: by a session's cookie, which scripts do not see (only that there is one is remembered), or
 * by a personal token, kept for this tab alone. The one module that knows; everything else asks `isSignedIn` and
 * `sessionToken`, and calls `endSession`.
 */
const tokenKey = 'sprintforge.token';
const cookieKey = 'sprintforge.signed-in';
const listeners = new Set<() => void>();

/** The token to send; null: none, a cookie says who it is, if anything does. */
export function sessionToken(): string | null {
  return sessionStorage.getItem(tokenKey);
}

export function isSignedIn(): boolean {
  return sessionToken() !== null || localStorage.getItem(cookieKey) !== null;
}

/** With a token, or, without one, after the server has set its cookie. */
export function beginSession(token?: string): void {
  if (token === undefined) {
    sessionStorage.removeItem(tokenKey);
    localStorage.setItem(cookieKey, 'yes');
  } else sessionStorage.setItem(tokenKey, token);
  tell();
}

export function endSession(): void {
  if (sessionToken() === null) localStorage.removeItem(cookieKey);
  sessionStorage.removeItem(tokenKey);
  tell();
}

export function watchSession(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The secret in the address, `#token=…`, gone from it before anybody sees it. */
export function takeSecret(): string | null {
  const secret = new URLSearchParams(location.hash.slice(1)).get('token');
  if (secret) history.replaceState(history.state, '', `${location.pathname}${location.search}`);
  return secret;
}

/** The link that the demo prints leads to the start page and signs in. */
export function takeTokenFromLink(start: string): void {
  if (location.pathname !== start) return;
  const token = takeSecret();
  if (token) beginSession(token);
}

function tell(): void {
  for (const listener of listeners) listener();
}
