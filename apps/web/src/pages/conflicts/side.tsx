import { makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';

const useStyles = makeStyles({
  side: {
    position: 'relative',
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXS,
    padding: tokens.spacingHorizontalM,
    borderRadius: tokens.borderRadiusLarge,
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    minWidth: 0,
  },
  choosable: {
    cursor: 'pointer',
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
    ':focus-within': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  chosen: { border: `1px solid ${tokens.colorBrandStroke1}`, backgroundColor: tokens.colorBrandBackground2 },
  top: {
    display: 'flex',
    alignItems: 'center',
    minHeight: '24px',
    gap: tokens.spacingHorizontalS,
    color: tokens.colorNeutralForeground2,
  },
  radio: { accentColor: tokens.colorBrandBackground, margin: 0 },
  value: { overflowWrap: 'break-word' },
});

/** One of the values; a real radio button, so that keyboard and screen reader know it. */
export function Side(props: {
  /** Of the group. */
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly chosen: boolean;
  readonly badge?: ReactNode;
  readonly onChoose?: () => void;
}) {
  const styles = useStyles();
  const inner = (
    <>
      <span className={styles.top}>
        {props.onChoose && (
          <input
            type="radio"
            className={styles.radio}
            name={props.name}
            checked={props.chosen}
            onChange={props.onChoose}
          />
        )}
        <Text size={200}>{props.label}</Text>
        {props.badge}
      </span>
      <Text weight="semibold" className={styles.value}>
        <bdi>{props.value}</bdi>
      </Text>
    </>
  );
  const look = mergeClasses(styles.side, props.chosen && styles.chosen, props.onChoose && styles.choosable);
  // biome-ignore lint/a11y/noLabelWithoutControl: the radio button is in `inner`
  return props.onChoose ? <label className={look}>{inner}</label> : <div className={look}>{inner}</div>;
}
