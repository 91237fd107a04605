import { createContext } from 'react';
import type { Formats } from './formats.ts';
import type { Locale } from './locales.ts';
import type { Messages } from './messages.ts';
import type { Typing } from './typing.ts';

export interface Text {
  readonly t: Messages;
  readonly format: Formats;
  readonly typing: Typing;
  readonly locale: Locale;
  readonly dir: 'ltr' | 'rtl';
  readonly choose: (locale: Locale) => void;
}

export const TextContext: React.Context<Text | null> = createContext<Text | null>(null);
