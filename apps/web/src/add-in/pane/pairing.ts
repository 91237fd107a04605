/** Which token this pane acts with: one for each project, kept until it is revoked or the person parts. */
import { beginSession, endSession, isSignedIn } from '../../session/session.ts';

const nameOf = (project: string): string => `sprintforge.add-in.token.${project}`;

/** Takes up the kept token; is there one? */
export function resume(project: string): boolean {
  const token = localStorage.getItem(nameOf(project));
  if (token !== null) beginSession(token);
  else if (isSignedIn()) endSession();
  return token !== null;
}

export function keepPairing(project: string, token: string): void {
  localStorage.setItem(nameOf(project), token);
  beginSession(token);
}

export function part(project: string): void {
  localStorage.removeItem(nameOf(project));
  endSession();
}
