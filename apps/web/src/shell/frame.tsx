import { makeStyles, tokens } from '@fluentui/react-components';
import { Outlet } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { useMe } from '../data/who-am-i.ts';
import { useText } from '../text/use-text.ts';
import { Header } from './header.tsx';
import { OfflineBanner } from './offline-banner.tsx';

const useStyles = makeStyles({
  page: {
    display: 'flex',
    flexDirection: 'column',
    minHeight: '100vh',
    backgroundColor: tokens.colorNeutralBackground2,
  },
  skip: {
    position: 'absolute',
    insetInlineStart: '-999px',
    padding: tokens.spacingHorizontalM,
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorBrandForegroundLink,
    border: 'none',
    zIndex: 10,
    ':focus': { insetInlineStart: tokens.spacingHorizontalM, insetBlockStart: tokens.spacingVerticalS },
  },
  main: { flexGrow: 1, display: 'flex', flexDirection: 'column', minWidth: 0, outlineStyle: 'none' },
});

const SecondFactorPage = lazy(async () => ({
  default: (await import('../pages/second-factor/second-factor-page.tsx')).SecondFactorPage,
}));

/** What every page of a signed-in person stands in; before that, what their session lacks. */
export function Frame() {
  const styles = useStyles();
  const { t } = useText();
  const { data: me } = useMe();
  if (me?.lacks)
    return (
      <Suspense>
        <SecondFactorPage lacks={me.lacks} />
      </Suspense>
    );
  return (
    <div className={styles.page}>
      <button type="button" className={styles.skip} onClick={focusContent}>
        {t.shell.skip}
      </button>
      <Header />
      <OfflineBanner />
      <main id="content" tabIndex={-1} className={styles.main}>
        <Outlet />
      </main>
    </div>
  );
}

/** By hand: with a `<base>` a bare fragment would lead to the start page. */
function focusContent(): void {
  document.getElementById('content')?.focus();
}
