import { makeStyles, tokens } from '@fluentui/react-components';

const useStyles = makeStyles({
  list: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
    margin: 0,
    padding: 0,
    listStyleType: 'none',
  },
  words: { display: 'flex', justifyContent: 'space-between', gap: tokens.spacingHorizontalM },
  value: { color: tokens.colorNeutralForeground2, whiteSpace: 'nowrap' },
  track: {
    height: '8px',
    marginBlockStart: tokens.spacingVerticalXXS,
    borderRadius: tokens.borderRadiusCircular,
    backgroundColor: tokens.colorNeutralBackground3,
  },
  bar: {
    height: '100%',
    minWidth: '2px',
    borderRadius: tokens.borderRadiusCircular,
    backgroundColor: tokens.colorBrandBackground,
  },
});

/** A bar chart whose numbers are read as text. */
export function BarList(props: {
  readonly rows: readonly { readonly label: string; readonly size: number; readonly value: string }[];
}) {
  const styles = useStyles();
  const longest = Math.max(1, ...props.rows.map(({ size }) => size));
  return (
    <ul className={styles.list}>
      {props.rows.map(({ label, size, value }) => (
        <li key={label}>
          <div className={styles.words}>
            <bdi>{label}</bdi>
            <span className={styles.value}>{value}</span>
          </div>
          <div className={styles.track} aria-hidden="true">
            <div className={styles.bar} style={{ width: `${(100 * size) / longest}%` }} />
          </div>
        </li>
      ))}
    </ul>
  );
}
