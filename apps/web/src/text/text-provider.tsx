import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { en } from './en/index.ts';
import { formatsFor } from './formats.ts';
import { keepLocale, type Locale, loadMessages, locales, preferredLocale, regionalTag } from './locales.ts';
import type { Messages } from './messages.ts';
import { TextContext } from './text-context.ts';
import { typingFor } from './typing.ts';

/** Shows its children once the language is there; English is there at once. */
export function TextProvider({ children }: { readonly children: ReactNode }) {
  const [wanted, want] = useState<Locale>(preferredLocale);
  const [shown, show] = useState<{ readonly locale: Locale; readonly t: Messages } | null>(
    wanted === 'en' ? { locale: 'en', t: en } : null,
  );
  useEffect(() => {
    let current = true;
    loadMessages(wanted).then(
      (t) => current && show({ locale: wanted, t }),
      // the language did not arrive: better the page in English than none
      () => current && show((before) => before ?? { locale: 'en', t: en }),
    );
    return () => {
      current = false;
    };
  }, [wanted]);
  useEffect(() => {
    if (!shown) return;
    document.documentElement.lang = shown.locale;
    document.documentElement.dir = locales[shown.locale].dir;
  }, [shown]);
  const value = useMemo(() => {
    if (!shown) return null;
    const choose = (locale: Locale) => {
      keepLocale(locale);
      want(locale);
    };
    const tag = regionalTag(shown.locale);
    return { ...shown, choose, format: formatsFor(tag), typing: typingFor(tag), dir: locales[shown.locale].dir };
  }, [shown]);
  return value && <TextContext value={value}>{children}</TextContext>;
}
