import { useEffect } from 'react';
import { useText } from '../text/use-text.ts';

/** Names the page in the browser's tab. */
export function useTitle(title: string): void {
  const { t } = useText();
  useEffect(() => {
    document.title = `${title} · ${t.shell.product}`;
  }, [title, t]);
}
