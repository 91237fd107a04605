import { client } from '../data/client.ts';
import { endSession, sessionToken } from './session.ts';

/** Ends the session here, on the server if it is one of its, and where it began; a token stays good for whoever holds it. */
export async function signOut(): Promise<void> {
  let elsewhere: string | null = null;
  try {
    if (sessionToken() === null) elsewhere = (await client().account.signOut()).url;
  } finally {
    endSession();
  }
  if (elsewhere !== null) location.assign(elsewhere);
}
