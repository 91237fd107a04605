/**
 * `npm run pictures`: every page of the web application as a picture, to be looked at, with contact sheets of several pages each.
 *
 *     npm run pictures -- --out DIR            all pages in the usual looks
 *     npm run pictures -- --look de-dark-360   in this look (more than once)
 *     npm run pictures -- --page plan          pages whose name begins so (more than once)
 *     npm run pictures -- --docs               the pictures of the documentation, in their places
 */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ensureWeb } from '../../scripts/build-web.ts';
import { openBrowser } from '../support/browser.ts';
import { startServer } from '../support/server.ts';
import { contactSheets, type Picture } from './contact-sheet.ts';
import { doors } from './doors.ts';
import { type Look, lookOf, usualLooks } from './looks.ts';
import { projectPages } from './project-pages.ts';
import { tellStory } from './story.ts';
import { openStudio, type Studio } from './studio.ts';

const { values: options } = parseArgs({
  options: {
    out: { type: 'string', default: path.join(os.tmpdir(), 'sprintforge-pictures') },
    look: { type: 'string', multiple: true },
    page: { type: 'string', multiple: true },
  },
});

const shots = [...doors, ...projectPages].filter(
  ({ name }) => options.page === undefined || options.page.some((page) => name.startsWith(page)),
);

async function photograph(studio: Studio, look: Look): Promise<readonly string[]> {
  const folder = path.join(options.out, look.name);
  fs.mkdirSync(folder, { recursive: true });
  const pictures: Picture[] = [];
  const failed: string[] = [];
  for (const shot of shots) {
    const file = path.join(folder, `${shot.name}.png`);
    try {
      await studio.take(shot, look, file);
    } catch (error) {
      failed.push(`${look.name} ${shot.name}: ${error instanceof Error ? error.message : error}`);
    }
    if (fs.existsSync(file)) pictures.push({ name: shot.name, file });
  }
  await contactSheets(studio.browser, folder, pictures, look.window.viewport!.width);
  return failed;
}

await ensureWeb(console.error);
const server = await startServer({
  SPRINTFORGE_OUTGOING_ALLOW: '127.0.0.1/32',
  SPRINTFORGE_CLOUD_URL: 'http://127.0.0.1:9',
});
const browser = await openBrowser();
try {
  const studio = await openStudio(browser, server, await tellStory(server));
  for (const name of options.look ?? usualLooks) {
    const failed = await photograph(studio, lookOf(name));
    for (const line of failed) console.error(line);
    if (failed.length > 0) process.exitCode = 1;
    console.log(`${path.join(options.out, name)}: ${shots.length} pages`);
  }
  for (const line of browser.complaints) console.error(line);
} finally {
  await browser.close();
  await server.stop();
}
