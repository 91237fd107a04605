import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';

const useStyles = makeStyles({
  figure: {
    display: 'flex',
    flexDirection: 'column-reverse',
    justifyContent: 'flex-end',
    padding: tokens.spacingHorizontalL,
    borderRadius: tokens.borderRadiusXLarge,
    backgroundColor: tokens.colorNeutralBackground1,
    boxShadow: tokens.shadow2,
  },
  value: {
    margin: 0,
    fontSize: tokens.fontSizeBase600,
    lineHeight: tokens.lineHeightBase600,
    fontWeight: tokens.fontWeightSemibold,
  },
  alarming: { color: tokens.colorStatusDangerForeground1 },
  label: { color: tokens.colorNeutralForeground2 },
});

/** One number of the plan, large. */
export function Figure(props: { readonly label: string; readonly value: string; readonly alarming?: boolean }) {
  const styles = useStyles();
  return (
    <div className={styles.figure}>
      <dt className={styles.label}>{props.label}</dt>
      <dd className={mergeClasses(styles.value, props.alarming && styles.alarming)}>{props.value}</dd>
    </div>
  );
}
