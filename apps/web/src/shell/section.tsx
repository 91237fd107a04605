import { makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';

/** How cards of a page look, whatever element they are. */
export const useCardStyle: () => Record<'card', string> = makeStyles({
  card: {
    margin: 0,
    border: 'none',
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
    padding: tokens.spacingHorizontalXL,
    borderRadius: tokens.borderRadiusXLarge,
    backgroundColor: tokens.colorNeutralBackground1,
    boxShadow: tokens.shadow2,
    minWidth: 0,
    '@media (max-width: 640px)': { padding: tokens.spacingHorizontalL },
  },
});

const useStyles = makeStyles({
  told: { borderInlineStartWidth: '4px', borderInlineStartStyle: 'solid' },
  warning: { borderInlineStartColor: tokens.colorStatusWarningBorderActive },
  danger: { borderInlineStartColor: tokens.colorStatusDangerBorderActive },
  title: { margin: 0 },
  lead: { color: tokens.colorNeutralForeground2 },
});

/** A card of a page; with a heading of its own where it is one of several. */
export function Section(props: {
  readonly title?: string;
  /** There is no other heading above it: it is the page's. */
  readonly first?: boolean;
  readonly lead?: string;
  readonly tone?: 'warning' | 'danger';
  readonly children?: ReactNode;
}) {
  const styles = useStyles();
  const { card } = useCardStyle();
  return (
    <section className={mergeClasses(card, props.tone && styles.told, props.tone && styles[props.tone])}>
      {(props.title || props.lead) && (
        <div>
          {props.title && (
            <Text as={props.first ? 'h1' : 'h2'} block size={500} weight="semibold" className={styles.title}>
              {props.title}
            </Text>
          )}
          {props.lead && <Text className={styles.lead}>{props.lead}</Text>}
        </div>
      )}
      {props.children}
    </section>
  );
}
