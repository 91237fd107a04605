/** The languages that there are. English comes with the page, the others when they are chosen. */
import { en } from './en/index.ts';
import type { Messages } from './messages.ts';

export type Locale = 'en' | 'de' | 'he';

export const locales: Readonly<Record<Locale, { readonly name: string; readonly dir: 'ltr' | 'rtl' }>> = {
  en: { name: 'English', dir: 'ltr' },
  de: { name: 'Deutsch', dir: 'ltr' },
  he: { name: 'עברית', dir: 'rtl' },
};

const key = 'sprintforge.language';
const isLocale = (text: string | null | undefined): text is Locale => text != null && text in locales;

/** What the person chose in this browser, else the first of the browser's languages that there is. */
export function preferredLocale(): Locale {
  const kept = localStorage.getItem(key);
  if (isLocale(kept)) return kept;
  return navigator.languages.map((tag) => tag.slice(0, 2)).find(isLocale) ?? 'en';
}

/** The language as the person's browser has it, with its region: days and numbers are written by it. */
export function regionalTag(locale: Locale): string {
  return navigator.languages.find((tag) => tag === locale || tag.startsWith(`${locale}-`)) ?? locale;
}

export function keepLocale(locale: Locale): void {
  localStorage.setItem(key, locale);
}

export async function loadMessages(locale: Locale): Promise<Messages> {
  if (locale === 'de') return (await import('./de/index.ts')).de;
  if (locale === 'he') return (await import('./he/index.ts')).he;
  return en;
}
