import type { Theme } from '@fluentui/react-components';
import { useEffect, useSyncExternalStore } from 'react';
import { isDark, watchScheme } from './color-scheme.ts';
import { darkTheme, lightTheme } from './themes.ts';

export function useTheme(): Theme {
  const dark = useSyncExternalStore(watchScheme, isDark);
  useEffect(() => {
    document.documentElement.style.colorScheme = dark ? 'dark' : 'light';
  }, [dark]);
  return dark ? darkTheme : lightTheme;
}
