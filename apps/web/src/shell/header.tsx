import { makeStyles, tokens } from '@fluentui/react-components';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { useText } from '../text/use-text.ts';
import { Mark } from './mark.tsx';

/** These arrive after the page. */
const AccountMenu = lazy(async () => ({ default: (await import('./account-menu.tsx')).AccountMenu }));

const News = lazy(async () => ({ default: (await import('./news.tsx')).News }));

const useStyles = makeStyles({
  header: {
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: tokens.spacingHorizontalM,
    height: '48px',
    paddingInline: tokens.spacingHorizontalL,
    backgroundColor: tokens.colorNeutralBackground1,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  mine: { display: 'flex', alignItems: 'center' },
  home: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    color: tokens.colorNeutralForeground1,
    textDecorationLine: 'none',
    fontWeight: tokens.fontWeightSemibold,
    borderRadius: tokens.borderRadiusMedium,
    ':hover': { color: tokens.colorBrandForeground1 },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '2px' },
  },
});

export function Header() {
  const styles = useStyles();
  const { t } = useText();
  return (
    <header className={styles.header}>
      <Link to="/" className={styles.home}>
        <Mark size={26} />
        {t.shell.product}
      </Link>
      <div className={styles.mine}>
        <Suspense>
          <News />
          <AccountMenu />
        </Suspense>
      </div>
    </header>
  );
}
