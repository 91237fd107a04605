/** What an identity provider's round trip left in the address of the sign-in page. */

export type Returned = { readonly signedIn: true } | { readonly problem: string } | null;

/** Taken once: the address is clean afterwards. */
export function takeReturned(): Returned {
  const said = new URLSearchParams(location.hash.slice(1));
  const problem = said.get('problem');
  if (problem === null && !said.has('signed-in')) return null;
  history.replaceState(history.state, '', `${location.pathname}${location.search}`);
  return problem === null ? { signedIn: true } : { problem };
}
