import { Card, makeStyles, Text, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { Mark } from '../../shell/mark.tsx';
import { useTitle } from '../../shell/use-title.ts';

const useStyles = makeStyles({
  page: {
    minHeight: '100vh',
    display: 'grid',
    placeItems: 'center',
    padding: tokens.spacingHorizontalL,
    boxSizing: 'border-box',
    backgroundColor: tokens.colorNeutralBackground2,
    backgroundImage: `radial-gradient(60rem 30rem at 50% -10rem, ${tokens.colorBrandBackground2}, transparent)`,
  },
  card: {
    width: '100%',
    maxWidth: '400px',
    padding: tokens.spacingHorizontalXXL,
    boxSizing: 'border-box',
    gap: tokens.spacingVerticalL,
  },
  lead: { color: tokens.colorNeutralForeground2 },
});

/** The door: what pages of people who are not signed in stand in. */
export function Entrance(props: { readonly title: string; readonly lead: string; readonly children: ReactNode }) {
  const styles = useStyles();
  useTitle(props.title);
  return (
    <main className={styles.page}>
      <Card className={styles.card}>
        <Mark size={44} />
        <div>
          <Text as="h1" block size={600} weight="semibold">
            {props.title}
          </Text>
          <Text className={styles.lead}>{props.lead}</Text>
        </div>
        {props.children}
      </Card>
    </main>
  );
}
