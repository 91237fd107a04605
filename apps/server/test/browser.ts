/** What a browser does for a person: keeps cookies and says where a call comes from. */
import { SprintforgeClient } from '@sprintforge/protocol';

export interface Browser {
  readonly client: SprintforgeClient;
  /** Attributes of the cookies that were set, by name. */
  readonly cookies: Map<string, { readonly value: string; readonly attributes: string }>;
  fetch(path: string, init?: RequestInit): Promise<Response>;
}

export function browser(url: string, origin: string | null = url): Browser {
  const cookies: Browser['cookies'] = new Map();
  const send: typeof fetch = async (input, init) => {
    const headers = new Headers(init?.headers);
    if (cookies.size > 0) headers.set('cookie', [...cookies].map(([name, { value }]) => `${name}=${value}`).join('; '));
    if (origin !== null && (init?.method ?? 'GET') !== 'GET') headers.set('origin', origin);
    const response = await fetch(input, { ...init, headers });
    for (const line of response.headers.getSetCookie()) keep(cookies, line);
    return response;
  };
  return {
    client: new SprintforgeClient({ url, fetch: send }),
    cookies,
    fetch: (path, init) => send(new URL(path, url), init),
  };
}

function keep(cookies: Browser['cookies'], line: string): void {
  const [pair = '', ...attributes] = line.split('; ');
  const at = pair.indexOf('=');
  const [name, value] = [pair.slice(0, at), pair.slice(at + 1)];
  if (value === '') cookies.delete(name);
  else cookies.set(name, { value, attributes: attributes.join('; ') });
}
