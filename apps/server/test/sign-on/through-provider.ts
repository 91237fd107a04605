/** Through an OpenID provider's own pages, with its cookies, as a browser goes: the address at which it sends the browser back to us. */
export async function throughProvider(start: string, ours: string): Promise<string> {
  const cookies = new Map<string, string>();
  for (let url = start; ; ) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, { redirect: 'manual', headers: { cookie } });
    for (const line of response.headers.getSetCookie()) {
      const [name = '', value = ''] = (line.split(';')[0] ?? '').split('=');
      cookies.set(name, value);
    }
    const next = response.headers.get('location');
    if (next === null) throw new Error(`${url} answers ${response.status}: ${await response.text()}`);
    url = new URL(next, url).href;
    if (url.startsWith(ours)) return url;
  }
}
