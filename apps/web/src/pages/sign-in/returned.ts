/** What an identity provider's round trip, or a new password, left in the address of the sign-in page. */

export type Returned = { readonly signedIn: true } | { readonly renewed: true } | { readonly problem: string } | null;

/** Taken once: the address is clean afterwards. */
export function takeReturned(): Returned {
  const said = new URLSearchParams(location.hash.slice(1));
  const problem = said.get('problem');
  if (problem === null && !said.has('signed-in') && !said.has('renewed')) return null;
  history.replaceState(history.state, '', `${location.pathname}${location.search}`);
  if (problem !== null) return { problem };
  return said.has('renewed') ? { renewed: true } : { signedIn: true };
}
