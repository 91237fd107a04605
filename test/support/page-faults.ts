import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
/** Fluent's helpers at the edges of a menu or a dialog: they take the focus only to pass it on at once. */
const passOn = [['[data-tabster-dummy]']];
/** A menu stands over the page, in none of its landmarks. */
const isMenu = /^<\w+ [^>]*class="fui-Menu/;
interface Finding {
  readonly id: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}

/** What is wrong with the page, once it is there. */
export async function faults(page: Page): Promise<readonly string[]> {
  await page.locator('h1').first().waitFor();
  await expect.poll(() => page.locator('.fui-Spinner').count(), { timeout: 20_000 }).toBe(0);
  // a heading half under a frozen column is whole when one scrolls; axe takes it for small
  await page.evaluate('for (const grid of document.querySelectorAll("[role=treegrid]")) grid.scrollLeft = 0');
  await page.evaluate(axe.source);
  const found = (await page.evaluate(
    `axe.run({ include: [["html"]], exclude: ${JSON.stringify(passOn)} }, { resultTypes: ["violations"], runOnly: ${JSON.stringify(rules)} }).then((report) => report.violations)`,
  )) as readonly Finding[];
  const wide = await page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth');
  return [
    ...found.flatMap(({ id, nodes }) =>
      nodes
        .filter(({ html }) => !(id === 'region' && isMenu.test(html)))
        .map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
    ),
    ...(wide ? ['scrolls sideways'] : []),
  ];
}
