/** axe on every page that `npm run pictures` takes, with what opens on it: dialogs, menus, mistakes. Long: minutes. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ensureWeb } from '../../scripts/build-web.ts';
import { doors } from '../pictures/doors.ts';
import { lookOf } from '../pictures/looks.ts';
import { projectPages } from '../pictures/project-pages.ts';
import { storyServer, tellStory } from '../pictures/story.ts';
import { openStudio, type Studio } from '../pictures/studio.ts';
import { hasChromium, openBrowser, type TestBrowser } from '../support/browser.ts';
import { faults } from '../support/page-faults.ts';
import { type RunningServer, startServer } from '../support/server.ts';

const looks = ['en-light-1280', 'de-dark-360'].map(lookOf);

describe.skipIf(!hasChromium() || !process.env.SPRINTFORGE_LONG)('every page', { timeout: 60_000 }, () => {
  let server: RunningServer;
  let browser: TestBrowser;
  let studio: Studio;
  beforeAll(async () => {
    await ensureWeb(() => {});
    [server, browser] = await Promise.all([startServer(storyServer), openBrowser()]);
    studio = await openStudio(browser, server, await tellStory(server));
  }, 120_000);
  afterAll(async () => {
    await Promise.all([server?.stop(), browser?.close()]);
  });

  describe.each(looks)('$name', (look) => {
    test.each([...doors, ...projectPages])('$name', async (shot) => {
      await studio.visit(shot, look, async (page) => {
        expect(await faults(page)).toEqual([]);
      });
    });
  });
});
