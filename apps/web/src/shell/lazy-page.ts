import { ProblemError, problem } from '@sprintforge/protocol';
import { lazyRouteComponent } from '@tanstack/react-router';

/**
 * A page whose code comes when it is gone to. Code that is not there although the server is (another build has been put in
 * its place) is met by loading the application anew; without the server the page says so, and is tried again.
 */
export const lazyPage: typeof lazyRouteComponent = (load, name) =>
  lazyRouteComponent(async () => {
    try {
      return await load();
    } catch (cause) {
      if (await isServerThere()) throw cause;
      throw new ProblemError({ ...problem('NOT_READY'), code: 'UNREACHABLE', status: 0 }, cause);
    }
  }, name);

async function isServerThere(): Promise<boolean> {
  try {
    return (await fetch(new URL('health', document.baseURI), { cache: 'no-store' })).ok;
  } catch {
    return false;
  }
}
