import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { SyncResult } from '@sprintforge/protocol';
import { useText } from '../../text/use-text.ts';

const useStyles = makeStyles({
  tally: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(124px, 1fr))',
    maxWidth: '760px',
    gap: tokens.spacingHorizontalM,
    margin: 0,
  },
  one: {
    display: 'flex',
    flexDirection: 'column-reverse',
    justifyContent: 'flex-end',
    boxSizing: 'border-box',
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL}`,
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground3,
    color: tokens.colorNeutralForeground1,
  },
  applied: { backgroundColor: tokens.colorStatusSuccessBackground1, color: tokens.colorStatusSuccessForeground1 },
  conflicts: { backgroundColor: tokens.colorStatusWarningBackground1, color: tokens.colorStatusWarningForeground3 },
  refused: { backgroundColor: tokens.colorStatusDangerBackground1, color: tokens.colorStatusDangerForeground1 },
  label: { fontSize: tokens.fontSizeBase200, lineHeight: tokens.lineHeightBase200 },
  number: {
    margin: 0,
    fontSize: tokens.fontSizeBase600,
    lineHeight: tokens.lineHeightBase600,
    fontWeight: tokens.fontWeightSemibold,
  },
});

/** How many edits went which way. */
export function Tally({ result }: { readonly result: SyncResult }) {
  const styles = useStyles();
  const { t, format } = useText();
  const words = result.dry_run ? t.sync.count : t.sync.counted;
  const { applied, same, conflicts, refused } = result.counts;
  const tiles = [
    ['applied', applied, words.applied],
    ['same', same, words.same],
    ['conflicts', conflicts, words.conflicts(conflicts)],
    ['refused', refused, words.refused],
  ] as const;
  return (
    <dl className={styles.tally}>
      {tiles.map(([kind, count, label]) => (
        <div key={kind} className={mergeClasses(styles.one, count > 0 && kind !== 'same' && styles[kind])}>
          <dt className={styles.label}>{label}</dt>
          <dd className={styles.number}>{format.number(count)}</dd>
        </div>
      ))}
    </dl>
  );
}
