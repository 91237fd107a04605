/** Many pictures on one: pages of a narrow window beside each other, those of a wide one in two columns. */
import fs from 'node:fs';
import path from 'node:path';
import type { TestBrowser } from '../support/browser.ts';

export interface Picture {
  readonly name: string;
  readonly file: string;
}

const perSheet = { narrow: 4, wide: 4 } as const;

/** `sheet-1.png` and on, in the folder. */
export async function contactSheets(
  browser: TestBrowser,
  folder: string,
  pictures: readonly Picture[],
  width: number,
): Promise<void> {
  const kind = width < 600 ? 'narrow' : 'wide';
  const page = await (await browser.context({ viewport: { width: 1480, height: 400 } })).newPage();
  for (let from = 0, number = 1; from < pictures.length; from += perSheet[kind], number++) {
    const some = pictures.slice(from, from + perSheet[kind]);
    await page.setContent(sheetOf(some, kind));
    await page.screenshot({ path: path.join(folder, `sheet-${number}.png`), fullPage: true });
  }
  await page.context().close();
}

function sheetOf(pictures: readonly Picture[], kind: keyof typeof perSheet): string {
  const figures = pictures.map(({ name, file }) => {
    const data = fs.readFileSync(file).toString('base64');
    return `<figure><figcaption>${name}</figcaption><img src="data:image/png;base64,${data}"></figure>`;
  });
  return `<!doctype html><style>
    body { margin: 0; background: #888; font: 14px sans-serif; display: grid; gap: 8px;
      grid-template-columns: repeat(${kind === 'narrow' ? 4 : 2}, 1fr); align-items: start }
    figure { margin: 0; max-height: 1500px; overflow: hidden } figcaption { background: #ff0 } img { width: 100%; display: block }
  </style>${figures.join('')}`;
}
