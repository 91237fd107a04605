import { makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useTitle } from './use-title.ts';

const useStyles = makeStyles({
  page: {
    boxSizing: 'border-box',
    width: '100%',
    maxWidth: '1080px',
    marginInline: 'auto',
    padding: `${tokens.spacingVerticalXXL} ${tokens.spacingHorizontalXXL}`,
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXL,
    '@media (max-width: 640px)': { padding: `${tokens.spacingVerticalL} ${tokens.spacingHorizontalL}` },
  },
  wide: { maxWidth: 'none' },
  top: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: tokens.spacingHorizontalM,
  },
  title: { margin: 0 },
});

/** A page with its one heading, named in the browser's tab too. */
export function Page(props: {
  readonly title: string;
  readonly actions?: ReactNode;
  readonly wide?: boolean;
  readonly children: ReactNode;
}) {
  const styles = useStyles();
  useTitle(props.title);
  return (
    <div className={mergeClasses(styles.page, props.wide && styles.wide)}>
      <div className={styles.top}>
        <Text as="h1" size={700} weight="semibold" className={styles.title}>
          {props.title}
        </Text>
        {props.actions}
      </div>
      {props.children}
    </div>
  );
}
