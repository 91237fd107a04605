import { client } from '../data/client.ts';
import { endSession, sessionToken } from './session.ts';

/** Ends the session here, and on the server if it is one of its; a token stays good for whoever holds it. */
export async function signOut(): Promise<void> {
  try {
    if (sessionToken() === null) await client().account.signOut();
  } finally {
    endSession();
  }
}
