/**
 * `npm run pictures`: every page of the web application and of Excel's task pane as a picture, to be looked at, with contact sheets of several pages each.
 *
 *     npm run pictures -- --out DIR            all pages in the usual looks
 *     npm run pictures -- --look de-dark-360   in this look (more than once)
 *     npm run pictures -- --page plan          pages whose name begins so (more than once)
 *     npm run pictures -- --docs               the pictures of the documentation, into their places
 */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ensureWeb } from '../../scripts/build-web.ts';
import { openBrowser } from '../support/browser.ts';
import { startServer } from '../support/server.ts';
import { contactSheets, type Picture } from './contact-sheet.ts';
import { docsPictures } from './docs-pictures.ts';
import { doors } from './doors.ts';
import { type Look, lookOf, usualLooks } from './looks.ts';
import { paneShots } from './pane-shots.ts';
import { projectPages } from './project-pages.ts';
import { storyServer, tellStory } from './story.ts';
import { openStudio, photograph, type Studio } from './studio.ts';

const { values: options } = parseArgs({
  options: {
    out: { type: 'string', default: path.join(os.tmpdir(), 'sprintforge-pictures') },
    look: { type: 'string', multiple: true },
    page: { type: 'string', multiple: true },
    docs: { type: 'boolean', default: false },
  },
});

const every = [...doors, ...projectPages, ...paneShots];
const shots = every.filter(
  ({ name }) => options.page === undefined || options.page.some((page) => name.startsWith(page)),
);

/** Of every page in this look, and contact sheets of them; what could not be done on a page. */
async function album(studio: Studio, look: Look): Promise<readonly string[]> {
  const folder = path.join(options.out, look.name);
  fs.mkdirSync(folder, { recursive: true });
  const pictures: Picture[] = [];
  const failed: string[] = [];
  for (const shot of shots) {
    const file = path.join(folder, `${shot.name}.png`);
    pictures.push({ name: shot.name, file });
    await studio
      .visit(shot, look, (page) => photograph(page, file))
      .catch((error: Error) => failed.push(`${look.name} ${shot.name}: ${error.message}`));
  }
  await contactSheets(studio.browser, folder, pictures, look.window.viewport!.width);
  console.log(`${folder}: ${shots.length} pages`);
  return failed;
}

async function inTurn<T, R>(list: readonly T[], work: (one: T) => Promise<R>): Promise<R[]> {
  const done: R[] = [];
  for (const one of list) done.push(await work(one));
  return done;
}

await ensureWeb(console.error);
const server = await startServer(storyServer);
const browser = await openBrowser();
try {
  const studio = await openStudio(browser, server, await tellStory(server));
  const failed = options.docs
    ? await docsPictures(studio, every)
    : (await inTurn(options.look ?? usualLooks, (name) => album(studio, lookOf(name)))).flat();
  for (const line of [...failed, ...browser.complaints]) console.error(line);
  if (failed.length > 0) process.exitCode = 1;
} finally {
  await browser.close();
  await server.stop();
}
