import type { QueryClient } from '@tanstack/react-query';
import { createRootRoute, createRoute, createRouter, redirect } from '@tanstack/react-router';
import { serverUrl } from './data/client.ts';
import { ProjectsPage } from './pages/projects/projects-page.tsx';
import { isSignedIn, watchSession } from './session/session.ts';
import { Frame } from './shell/frame.tsx';
import { lazyPage } from './shell/lazy-page.ts';
import { NotFound } from './shell/not-found.tsx';
import { PageFailed } from './shell/page-failed.tsx';

const root = createRootRoute({ notFoundComponent: NotFound });

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (search): { readonly next?: string } =>
    typeof search['next'] === 'string' ? { next: search['next'] } : {},
  component: lazyPage(() => import('./pages/sign-in/sign-in-page.tsx'), 'SignInPage'),
});

const setup = createRoute({
  getParentRoute: () => root,
  path: '/setup',
  component: lazyPage(() => import('./pages/links/setup-page.tsx'), 'SetupPage'),
});
const join = createRoute({
  getParentRoute: () => root,
  path: '/join',
  component: lazyPage(() => import('./pages/links/join-page.tsx'), 'JoinPage'),
});
const resetPassword = createRoute({
  getParentRoute: () => root,
  path: '/reset-password',
  component: lazyPage(() => import('./pages/links/reset-password-page.tsx'), 'ResetPasswordPage'),
});

/** Everything but the pages of the door: somebody is signed in. */
const frame = createRoute({
  getParentRoute: () => root,
  id: 'frame',
  component: Frame,
  beforeLoad: ({ location }) => {
    if (!isSignedIn()) throw redirect({ to: '/sign-in', search: location.href === '/' ? {} : { next: location.href } });
  },
});

const projects = createRoute({ getParentRoute: () => frame, path: '/', component: ProjectsPage });

const newProject = createRoute({
  getParentRoute: () => frame,
  path: '/new',
  component: lazyPage(() => import('./pages/new-project/new-project-page.tsx'), 'NewProjectPage'),
});

const account = createRoute({
  getParentRoute: () => frame,
  path: '/account',
  component: lazyPage(() => import('./pages/account/account-page.tsx'), 'AccountPage'),
});

const organisation = createRoute({
  getParentRoute: () => frame,
  path: '/organisation',
  component: lazyPage(() => import('./pages/organisation/organisation-frame.tsx'), 'OrganisationFrame'),
});
const organisationPeople = createRoute({
  getParentRoute: () => organisation,
  path: '/',
  component: lazyPage(() => import('./pages/organisation/people-part.tsx'), 'PeoplePart'),
});
const organisationSignIn = createRoute({
  getParentRoute: () => organisation,
  path: '/sign-in',
  component: lazyPage(() => import('./pages/organisation/sign-in-part.tsx'), 'SignInPart'),
});
const organisationData = createRoute({
  getParentRoute: () => organisation,
  path: '/data',
  component: lazyPage(() => import('./pages/organisation/data-part.tsx'), 'DataPart'),
});

const project = createRoute({
  getParentRoute: () => frame,
  path: '/projects/$id',
  component: lazyPage(() => import('./pages/project/project-frame.tsx'), 'ProjectFrame'),
});

const sync = createRoute({
  getParentRoute: () => project,
  path: '/',
  component: lazyPage(() => import('./pages/sync/sync-page.tsx'), 'SyncPage'),
});
const plan = createRoute({
  getParentRoute: () => project,
  path: '/plan',
  component: lazyPage(() => import('./pages/plan/plan-page.tsx'), 'PlanPage'),
});
const parked = createRoute({
  getParentRoute: () => project,
  path: '/parked',
  component: lazyPage(() => import('./pages/parked/parked-page.tsx'), 'ParkedPage'),
});
const copies = createRoute({
  getParentRoute: () => project,
  path: '/copies',
  component: lazyPage(() => import('./pages/copies/copies-page.tsx'), 'CopiesPage'),
});
const connect = createRoute({
  getParentRoute: () => project,
  path: '/connect',
  component: lazyPage(() => import('./pages/connect/connect-page.tsx'), 'ConnectPage'),
});
const audit = createRoute({
  getParentRoute: () => project,
  path: '/audit',
  component: lazyPage(() => import('./pages/audit/audit-page.tsx'), 'AuditPage'),
});
const timeline = createRoute({
  getParentRoute: () => project,
  path: '/timeline',
  component: lazyPage(() => import('./pages/timeline/timeline-page.tsx'), 'TimelinePage'),
});
const dashboard = createRoute({
  getParentRoute: () => project,
  path: '/dashboard',
  component: lazyPage(() => import('./pages/dashboard/dashboard-page.tsx'), 'DashboardPage'),
});
const settings = createRoute({
  getParentRoute: () => project,
  path: '/settings',
  component: lazyPage(() => import('./pages/settings/settings-page.tsx'), 'SettingsPage'),
});
const generalSettings = createRoute({
  getParentRoute: () => settings,
  path: '/',
  component: lazyPage(() => import('./pages/settings/settings-page.tsx'), 'GeneralPart'),
});
const peopleSettings = createRoute({
  getParentRoute: () => settings,
  path: '/people',
  component: lazyPage(() => import('./pages/settings/settings-page.tsx'), 'PeoplePart'),
});
const fieldSettings = createRoute({
  getParentRoute: () => settings,
  path: '/fields',
  component: lazyPage(() => import('./pages/settings/settings-page.tsx'), 'FieldsPart'),
});
const dataSettings = createRoute({
  getParentRoute: () => settings,
  path: '/data',
  component: lazyPage(() => import('./pages/settings/settings-page.tsx'), 'DataPart'),
});
const conflicts = createRoute({
  getParentRoute: () => project,
  path: '/conflicts',
  component: lazyPage(() => import('./pages/conflicts/conflicts-page.tsx'), 'ConflictsPage'),
});
const history = createRoute({
  getParentRoute: () => project,
  path: '/history',
  component: lazyPage(() => import('./pages/history/history-page.tsx'), 'HistoryPage'),
});

const routes = root.addChildren([
  signIn,
  setup,
  join,
  resetPassword,
  frame.addChildren([
    projects,
    newProject,
    account,
    organisation.addChildren([organisationPeople, organisationSignIn, organisationData]),
    project.addChildren([
      sync,
      plan,
      conflicts,
      history,
      parked,
      copies,
      connect,
      audit,
      timeline,
      dashboard,
      settings.addChildren([generalSettings, peopleSettings, fieldSettings, dataSettings]),
    ]),
  ]),
]);

type AppRouter = ReturnType<typeof makeRouter>;
const makeRouter = () =>
  createRouter({
    routeTree: routes,
    basepath: new URL(serverUrl).pathname,
    defaultPreload: 'intent',
    defaultErrorComponent: PageFailed,
    scrollRestoration: true,
  });

/** What is kept of one person's plans goes when the session ends, and the page asks who is there. */
export function createAppRouter(queryClient: QueryClient): AppRouter {
  const router = makeRouter();
  watchSession(() => {
    if (!isSignedIn()) queryClient.clear();
    void router.invalidate();
  });
  return router;
}

declare module '@tanstack/react-router' {
  interface Register {
    router: AppRouter;
  }
}
