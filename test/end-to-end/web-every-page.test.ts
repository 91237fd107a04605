/**
 * axe on every page that `npm run pictures` takes, with what opens on it: dialogs, menus, mistakes. Long: minutes.
 * `SPRINTFORGE_PAGES=1-40` walks these alone; each tells its number.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ensureWeb } from '../../scripts/build-web.ts';
import { doors } from '../pictures/doors.ts';
import { lookOf } from '../pictures/looks.ts';
import { paneShots } from '../pictures/pane-shots.ts';
import { projectPages } from '../pictures/project-pages.ts';
import { storyServer, tellStory } from '../pictures/story.ts';
import { openStudio, type Studio } from '../pictures/studio.ts';
import { hasChromium, openBrowser, type TestBrowser } from '../support/browser.ts';
import { chosenNumbers } from '../support/chosen-numbers.ts';
import { faults } from '../support/page-faults.ts';
import { type RunningServer, startServer } from '../support/server.ts';

const every = ['en-light-1280', 'de-dark-360'].flatMap((look) =>
  [...doors, ...projectPages, ...paneShots].map((shot) => ({ look, name: shot.name, shot })),
);
const numbered = every.map((page, at) => ({ ...page, number: at + 1 }));
const chosen = chosenNumbers('SPRINTFORGE_PAGES', every.length)?.map((number) => numbered[number - 1]!);

describe.skipIf(!hasChromium() || !(chosen || process.env.SPRINTFORGE_LONG))('every page', { timeout: 60_000 }, () => {
  let server: RunningServer;
  let browser: TestBrowser;
  let studio: Studio;
  beforeAll(async () => {
    await ensureWeb(() => {});
    [server, browser] = await Promise.all([startServer(storyServer), openBrowser()]);
    studio = await openStudio(browser, server, await tellStory(server));
  }, 600_000);
  afterAll(async () => {
    await Promise.all([server?.stop(), browser?.close()]);
  });

  test.each(chosen ?? numbered)(`$number of ${every.length}: $look, $name`, async ({ shot, look }) => {
    await studio.visit(shot, lookOf(look), async (page) => {
      expect(await faults(page)).toEqual([]);
    });
  });
});
