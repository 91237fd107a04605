import type { QueryClient } from '@tanstack/react-query';
import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { serverUrl } from './data/client.ts';
import { ProjectsPage } from './pages/projects/projects-page.tsx';
import { SignInPage } from './pages/sign-in/sign-in-page.tsx';
import { sessionToken, watchSession } from './session/session.ts';
import { Frame } from './shell/frame.tsx';
import { NotFound } from './shell/not-found.tsx';

const root = createRootRoute({ notFoundComponent: NotFound });

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (search): { readonly next?: string } =>
    typeof search['next'] === 'string' ? { next: search['next'] } : {},
  component: SignInPage,
});

/** Everything but the sign-in page: somebody is signed in. */
const frame = createRoute({
  getParentRoute: () => root,
  id: 'frame',
  component: Frame,
  beforeLoad: ({ location }) => {
    if (sessionToken() === null)
      throw redirect({ to: '/sign-in', search: location.href === '/' ? {} : { next: location.href } });
  },
});

const projects = createRoute({ getParentRoute: () => frame, path: '/', component: ProjectsPage });

const newProject = createRoute({
  getParentRoute: () => frame,
  path: '/new',
  component: lazyRouteComponent(() => import('./pages/new-project/new-project-page.tsx'), 'NewProjectPage'),
});

const project = createRoute({
  getParentRoute: () => frame,
  path: '/projects/$id',
  component: lazyRouteComponent(() => import('./pages/project/project-frame.tsx'), 'ProjectFrame'),
});

const sync = createRoute({
  getParentRoute: () => project,
  path: '/',
  component: lazyRouteComponent(() => import('./pages/sync/sync-page.tsx'), 'SyncPage'),
});
const conflicts = createRoute({
  getParentRoute: () => project,
  path: '/conflicts',
  component: lazyRouteComponent(() => import('./pages/conflicts/conflicts-page.tsx'), 'ConflictsPage'),
});
const history = createRoute({
  getParentRoute: () => project,
  path: '/history',
  component: lazyRouteComponent(() => import('./pages/history/history-page.tsx'), 'HistoryPage'),
});

const routes = root.addChildren([
  signIn,
  frame.addChildren([projects, newProject, project.addChildren([sync, conflicts, history])]),
]);

type AppRouter = ReturnType<typeof makeRouter>;
const makeRouter = () =>
  createRouter({
    routeTree: routes,
    basepath: new URL(serverUrl).pathname,
    defaultPreload: 'intent',
    scrollRestoration: true,
  });

/** What is kept of one person's plans goes when the session ends, and the page asks who is there. */
export function createAppRouter(queryClient: QueryClient): AppRouter {
  const router = makeRouter();
  watchSession(() => {
    if (sessionToken() === null) queryClient.clear();
    void router.invalidate();
  });
  return router;
}

declare module '@tanstack/react-router' {
  interface Register {
    router: AppRouter;
  }
}
