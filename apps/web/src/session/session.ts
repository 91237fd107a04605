/**
 * Who is signed in: a personal token, kept for this tab alone. The one module that knows how; everything else asks
 * `sessionToken` and calls `endSession`.
 */
const key = 'sprintforge.token';
const listeners = new Set<() => void>();

export function sessionToken(): string | null {
  return sessionStorage.getItem(key);
}

export function beginSession(token: string): void {
  sessionStorage.setItem(key, token);
  tell();
}

export function endSession(): void {
  sessionStorage.removeItem(key);
  tell();
}

export function watchSession(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** `#token=…`, as in the link that the server prints: taken over, and gone from the address before anybody sees it. */
export function takeTokenFromLink(): void {
  const token = new URLSearchParams(location.hash.slice(1)).get('token');
  if (!token) return;
  beginSession(token);
  history.replaceState(history.state, '', `${location.pathname}${location.search}`);
}

function tell(): void {
  for (const listener of listeners) listener();
}
