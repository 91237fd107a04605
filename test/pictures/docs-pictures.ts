/** The pictures of the documentation: which page, in which look, as tall as what is to be seen. */
import path from 'node:path';
import { repositoryRoot } from '../support/corpora.ts';
import { lookOf } from './looks.ts';
import type { Shot } from './shots.ts';
import { photograph, type Studio } from './studio.ts';

const pictures: readonly (readonly [file: string, shot: string, look: string, height?: number])[] = [
  ['web/preview.png', 'sync-preview', 'en-light-1280', 1250],
  ['web/plan.png', 'plan-selection', 'en-light-1280'],
  ['web/plan-conflict.png', 'plan-disputed', 'en-light-1280'],
  ['web/plan-hebrew.png', 'plan', 'he-light-390'],
  ['web/timeline-dark.png', 'timeline', 'en-dark-1280'],
  ['web/dashboard-dark.png', 'dashboard', 'en-dark-1280'],
  ['web/conflicts.png', 'conflicts', 'en-light-1280'],
  ['web/history.png', 'history-open', 'en-light-1280', 960],
  ['web/sync.png', 'sync', 'en-light-1280'],
  ['web/settings.png', 'settings-fields', 'en-light-1280'],
  ['web/new-project-dark.png', 'new-read', 'en-dark-1280', 1300],
  ['clients/add-in.png', 'pane-conflicts', 'en-light-1280'],
];

/** Into `docs`; what could not be done. */
export async function docsPictures(studio: Studio, shots: readonly Shot[]): Promise<readonly string[]> {
  const failed: string[] = [];
  for (const [file, name, wanted, height] of pictures) {
    const shot = shots.find((one) => one.name === name);
    if (!shot) throw new Error(`no page is called ${name}`);
    const look = lookOf(wanted);
    const window = { ...look.window, viewport: { ...look.window.viewport!, ...(height ? { height } : {}) } };
    const to = path.join(repositoryRoot, 'docs', file);
    await studio
      // a pane is shown whole, however tall
      .visit(shot, { ...look, window }, async (page) =>
        shot.open ? photograph(page, to) : void (await page.screenshot({ path: to })),
      )
      .catch((error: Error) => failed.push(`${file}: ${error.message}`));
  }
  return failed;
}
