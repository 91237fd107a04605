/** The languages that there are. English comes with the page, the others when they are chosen. */
import { en } from './en/index.ts';
import type { Messages } from './messages.ts';

export type Locale = 'en';

export const locales: Readonly<Record<Locale, { readonly name: string; readonly dir: 'ltr' | 'rtl' }>> = {
  en: { name: 'English', dir: 'ltr' },
};

const key = 'sprintforge.language';
const isLocale = (text: string | null | undefined): text is Locale => text != null && text in locales;

/** What the person chose in this browser, else the first of the browser's languages that there is. */
export function preferredLocale(): Locale {
  const kept = localStorage.getItem(key);
  if (isLocale(kept)) return kept;
  return navigator.languages.map((tag) => tag.slice(0, 2)).find(isLocale) ?? 'en';
}

export function keepLocale(locale: Locale): void {
  localStorage.setItem(key, locale);
}

export async function loadMessages(_locale: Locale): Promise<Messages> {
  return en;
}
