/** Where pictures are taken: the people of the story, each signed in as on any day. */
import type { BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import type { TestBrowser } from '../support/browser.ts';
import type { RunningServer } from '../support/server.ts';
import type { Look } from './looks.ts';
import type { OpenShot, Shot } from './shots.ts';
import type { Story } from './story.ts';

type State = NonNullable<BrowserContextOptions['storageState']>;

export interface Studio {
  readonly browser: TestBrowser;
  /** Looks at the page once it is there and what is done on it was done; also when that fails, which is then thrown. */
  visit(shot: Shot, look: Look, lookAt: (page: Page) => Promise<void>): Promise<void>;
}

export async function openStudio(browser: TestBrowser, server: RunningServer, story: Story): Promise<Studio> {
  const people = await signIn(browser, server, story);
  const rooms = new Rooms(browser, people);
  return {
    browser,
    async visit(shot, look, lookAt) {
      const { page, act, leave } = shot.open
        ? await openedBy(shot.open(browser, look, story))
        : await inRoom(await rooms.of(shot.who ?? 'anna', look), shot, look, story);
      page.setDefaultTimeout(15_000);
      try {
        await act();
        await settled(page);
      } finally {
        await lookAt(page).finally(leave);
      }
    },
  };
}

interface Open extends OpenShot {
  readonly leave: () => Promise<void>;
}

async function openedBy(opening: Promise<OpenShot>): Promise<Open> {
  const { page, act } = await opening;
  return { page, act, leave: () => page.context().close() };
}

async function inRoom(room: BrowserContext, shot: Shot, { text: t }: Look, story: Story): Promise<Open> {
  const page = await room.newPage();
  return {
    page,
    act: async () => {
      await page.goto(addressOf(shot.at, story));
      await settled(page);
      await shot.act?.({ page, t, story });
    },
    leave: async () => {
      await page.close();
      await room.setOffline(false);
    },
  };
}

/** Each person's browser in a look: what it has fetched of the application it keeps, as anybody's does. */
class Rooms {
  readonly #browser: TestBrowser;
  readonly #people: Readonly<Record<string, State | undefined>>;
  readonly #rooms = new Map<string, BrowserContext>();
  #window = '';

  constructor(browser: TestBrowser, people: Readonly<Record<string, State | undefined>>) {
    this.#browser = browser;
    this.#people = people;
  }

  async of(who: string, { window }: Look): Promise<BrowserContext> {
    if (this.#window !== JSON.stringify(window)) await this.#leave();
    this.#window = JSON.stringify(window);
    const storageState = this.#people[who];
    const room =
      this.#rooms.get(who) ?? (await this.#browser.context({ ...window, ...(storageState ? { storageState } : {}) }));
    this.#rooms.set(who, room);
    return room;
  }

  async #leave(): Promise<void> {
    for (const room of this.#rooms.values()) await room.close();
    this.#rooms.clear();
  }
}

/** The whole page, however long; what lies over it as it is seen. */
export async function photograph(page: Page, file: string): Promise<void> {
  const isCovered = (await page.locator('[role=dialog], [role=menu]').count()) > 0;
  const { width, height } = page.viewportSize()!;
  const tall = Number(await page.evaluate('document.documentElement.scrollHeight'));
  // as tall as the page, so that what sticks to the window's end stands at the page's
  if (!isCovered && tall > height) await page.setViewportSize({ width, height: tall });
  await page.screenshot({ path: file, fullPage: !isCovered });
}

const addressOf = (at: string, { url, project, scratch }: Story): string =>
  url + at.replace(/^P/, `/projects/${project}`).replace(/^S/, `/projects/${scratch}`);

/** Nothing turns any more, and what slides in has arrived. */
async function settled(page: Page): Promise<void> {
  await page.locator('h1').first().waitFor();
  const spinners = page.locator('.fui-Spinner');
  for (let tries = 0; tries < 100 && (await spinners.count()) > 0; tries++) await page.waitForTimeout(100);
  await page.waitForTimeout(350);
}

async function signIn(
  browser: TestBrowser,
  server: RunningServer,
  story: Story,
): Promise<Readonly<Record<string, State | undefined>>> {
  const [owner, anna, ben] = await Promise.all(
    server.demo.users.map(async ({ email, password }) => {
      const page = await browser.open(server.url);
      await page.getByLabel('E-mail address').fill(email);
      await page.getByLabel(/^Password/).fill(password);
      await page.getByRole('button', { name: 'Sign in', exact: true }).click();
      return kept(page);
    }),
  );
  const { link } = await story.owner.account.invite({
    email: 'vera@demo.example',
    role: 'viewer',
    name: 'Vera Viewer',
  });
  const page = await browser.open(link);
  await page.getByLabel('Your name').fill('Vera Viewer');
  await page.getByLabel('Password').fill('a quiet river at noon');
  await page.getByRole('button', { name: 'Join' }).click();
  return { owner, anna, ben, viewer: await kept(page) };
}

async function kept(page: Page): Promise<State> {
  await page.getByRole('link', { name: 'Office Move' }).waitFor();
  const state = await page.context().storageState();
  await page.context().close();
  return state;
}
