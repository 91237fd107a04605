/** Pages outside the projects: the door, one's own account, the list, a new project. */
import { dialog, drop, press, pressNamed, type Scene, type Shot } from './shots.ts';
import { demoPlan } from './story.ts';

const nobody: readonly Shot[] = [
  { name: 'sign-in', at: '/sign-in' },
  { name: 'sign-in-token', at: '/sign-in', act: ({ page, t }) => press(page, t.signIn.instead.token) },
  {
    name: 'sign-in-wrong',
    at: '/sign-in',
    act: async ({ page, t }) => {
      await page.getByLabel(t.signIn.email).fill('anna@demo.example');
      await page.getByLabel(t.signIn.password).fill('certainly wrong');
      await press(page, t.signIn.submit);
      await page.getByRole('alert').waitFor();
    },
  },
  { name: 'setup', at: '/setup#token=x' },
  {
    name: 'join',
    at: '/sign-in',
    act: async ({ page, story }) => {
      await page.goto(story.invitation);
      await page.locator('input[type=password]').waitFor();
    },
  },
  { name: 'join-used-link', at: '/join#token=x', act: ({ page }) => page.getByRole('alert').waitFor() },
  { name: 'reset-password', at: '/reset-password#token=x' },
  { name: 'not-found', at: '/nowhere' },
];

const failing = (address: string) => ({
  url: new RegExp(`${address}(\\?.*)?$`),
  answer: {
    status: 500,
    contentType: 'application/problem+json',
    body: JSON.stringify({ type: 'about:blank', title: 'Internal error', status: 500, code: 'INTERNAL' }),
  },
});

const signedIn: readonly Shot[] = [
  { name: 'projects', at: '/' },
  {
    name: 'projects-none',
    at: '/account',
    act: async ({ page, story, t }) => {
      await page.route(/\/api\/projects$/, (route) => route.fulfill({ json: { projects: [] } }));
      await page.goto(story.url);
      await page.getByText(t.projects.emptyTitle).waitFor();
      await page.unroute(/\/api\/projects$/);
    },
  },
  {
    name: 'projects-failed',
    at: '/account',
    act: async ({ page, story }) => {
      const { url, answer } = failing('/api/projects');
      await page.route(url, (route) => route.fulfill(answer));
      await page.goto(story.url);
      await page.getByRole('alert').waitFor();
      await page.unroute(url);
    },
  },
  { name: 'account-menu', at: '/', act: ({ page, t }) => pressNamed(page, t.shell.account) },
  {
    name: 'news',
    who: 'anna',
    at: '/',
    act: async ({ page, t }) => {
      await pressNamed(page, t.notices.news);
      await page.getByRole('dialog').or(page.getByRole('group')).getByRole('listitem').first().waitFor();
    },
  },
  { name: 'offline', at: 'P/plan', act: ({ page }) => page.context().setOffline(true) },
  { name: 'new', at: '/new' },
  { name: 'new-template', at: '/new', act: ({ page }) => page.getByRole('radio').nth(2).click() },
  {
    name: 'new-read',
    at: '/new',
    act: async ({ page, t }) => {
      await drop(page, demoPlan());
      await page.getByText(t.projects.columnsTitle).first().waitFor();
    },
  },
  {
    name: 'new-no-workbook',
    at: '/new',
    act: async ({ page }) => {
      await drop(page, Buffer.from('Task;Start\n'), 'plan.xlsx');
      await page.getByRole('alert').waitFor();
    },
  },
  { name: 'account', who: 'owner', at: '/account' },
  {
    name: 'account-app',
    who: 'owner',
    at: '/account',
    act: async ({ page, t }) => {
      await press(page, t.factor.setUp);
      await page.getByLabel(t.factor.key).waitFor();
    },
  },
];

/** Chooses in the menu of a member. */
async function aboutBen({ page, t }: Scene, item: string): Promise<void> {
  await press(page, t.organisation.actions('Ben Builder'));
  await page.getByRole('menuitem', { name: item, exact: true }).click();
}

const organisation: readonly Shot[] = [
  { name: 'organisation', at: '/organisation' },
  {
    name: 'organisation-member',
    at: '/organisation',
    act: ({ page, t }) => press(page, t.organisation.actions('Ben Builder')),
  },
  {
    name: 'organisation-password-link',
    at: '/organisation',
    act: async (scene) => {
      const { page, t } = scene;
      await aboutBen(scene, t.organisation.passwordLink);
      await press(page, t.organisation.makePasswordLink);
      await page.locator('code').first().waitFor();
    },
  },
  {
    name: 'organisation-erase',
    at: '/organisation',
    act: async (scene) => {
      const { page, t } = scene;
      await aboutBen(scene, t.organisation.erase);
      await press(page, t.organisation.eraseLook);
      await page.getByRole('button', { name: t.organisation.eraseNow }).waitFor();
    },
  },
  {
    name: 'organisation-invited',
    at: '/organisation',
    act: async ({ page, t }) => {
      await page.getByLabel(t.signIn.email, { exact: true }).fill('nora@demo.example');
      await press(page, t.settings.sendInvitation);
      await page.locator('code').first().waitFor();
    },
  },
  { name: 'organisation-sign-in', at: '/organisation/sign-in' },
  {
    name: 'organisation-provider',
    at: '/organisation/sign-in',
    act: async ({ page, t }) => {
      await press(page, t.providers.add);
      await page.getByRole('dialog').getByRole('button', { name: t.providers.addGroup }).click();
      await page.getByRole('dialog').getByRole('button', { name: t.providers.save, exact: true }).click();
      await page.getByText(t.providers.badAddress).waitFor();
    },
  },
  {
    name: 'organisation-provider-saml',
    at: '/organisation/sign-in',
    act: async ({ page, t }) => {
      await press(page, t.providers.add);
      await page.getByRole('radio', { name: t.providers.kinds.saml }).click();
    },
  },
  {
    name: 'organisation-factor',
    at: '/organisation/sign-in',
    act: async ({ page, t }) => {
      await page.getByRole('radio', { name: t.factor.policies.required }).click();
      await dialog(page);
    },
  },
  {
    name: 'organisation-domain',
    at: '/organisation/sign-in',
    act: async ({ page, t }) => {
      await page.getByLabel(t.domains.domain).fill('demo.example');
      await press(page, t.domains.prove);
      await page.getByText(t.domains.record).waitFor({ timeout: 60_000 });
    },
  },
  { name: 'organisation-data', at: '/organisation/data' },
  { name: 'organisation-of-others', at: '/organisation/sign-in' },
];

export const doors: readonly Shot[] = [
  ...nobody.map((shot) => ({ ...shot, who: 'nobody' as const })),
  ...signedIn,
  ...organisation.map((shot) => ({
    ...shot,
    who: shot.name === 'organisation-of-others' ? ('anna' as const) : ('owner' as const),
  })),
];
