import { ProblemError } from '@sprintforge/protocol';
import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { endSession } from '../session/session.ts';

/** A token that is no good any more ends the session, whichever call found out. */
function signedOut(error: unknown): void {
  if (error instanceof ProblemError && error.status === 401) endSession();
}

export function createQueryClient(): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({ onError: signedOut }),
    mutationCache: new MutationCache({ onError: signedOut }),
    defaultOptions: { queries: { staleTime: 5_000, retry: worthAnotherTry }, mutations: { retry: false } },
  });
}

/** Only what passes by itself: the server is away or busy. */
function worthAnotherTry(failures: number, error: unknown): boolean {
  return failures < 2 && error instanceof ProblemError && (error.status === 0 || error.status === 503);
}
