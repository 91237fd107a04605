/** How a page is looked at: language, light or dark, width. */
import type { BrowserContextOptions } from 'playwright-core';
import { de } from '../../apps/web/src/text/de/index.ts';
import { en } from '../../apps/web/src/text/en/index.ts';
import { he } from '../../apps/web/src/text/he/index.ts';
import type { Messages } from '../../apps/web/src/text/messages.ts';

const languages: Readonly<Record<string, { readonly locale: string; readonly text: Messages }>> = {
  en: { locale: 'en-GB', text: en },
  de: { locale: 'de-DE', text: de },
  he: { locale: 'he-IL', text: he },
};
const schemes = ['light', 'dark'] as const;
const heights: Readonly<Record<number, number>> = { 1280: 800, 360: 740, 390: 844 };

export interface Look {
  /** `de-dark-360`. */
  readonly name: string;
  readonly text: Messages;
  readonly window: BrowserContextOptions;
}

/** Throws for a name that is none. */
export function lookOf(name: string): Look {
  const [language = '', scheme, width] = name.split('-');
  const [spoken, height] = [languages[language], heights[Number(width)]];
  const colorScheme = schemes.find((one) => one === scheme);
  if (!spoken || !colorScheme || !height) throw new Error(`no look is called ${name}; one is en-light-1280`);
  const viewport = { width: Number(width), height };
  return { name, text: spoken.text, window: { locale: spoken.locale, colorScheme, viewport } };
}

/** Each language, scheme and width with each other of them at least once; a wrong layout shows in one of these. */
export const usualLooks: readonly string[] = [
  'en-light-1280',
  'en-dark-360',
  'de-dark-1280',
  'de-light-360',
  'he-light-1280',
  'he-dark-360',
];
