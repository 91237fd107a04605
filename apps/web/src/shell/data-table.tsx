import { makeStyles, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';

const useStyles = makeStyles({
  scroll: { overflowX: 'auto', minWidth: 0 },
  table: {
    width: '100%',
    borderCollapse: 'collapse',
    fontSize: tokens.fontSizeBase300,
    lineHeight: tokens.lineHeightBase300,
    '& th': {
      textAlign: 'start',
      fontWeight: tokens.fontWeightSemibold,
      color: tokens.colorNeutralForeground2,
      whiteSpace: 'nowrap',
    },
    '& th, & td': {
      padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalS}`,
      borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
      verticalAlign: 'middle',
      overflowWrap: 'break-word',
    },
    '& time': { whiteSpace: 'nowrap' },
    // what people wrote is rather scrolled sideways than read a word a line
    '@media (max-width: 640px)': { '& td:has(bdi)': { minWidth: '88px' } },
  },
});

/** A plain table; a narrow window scrolls it sideways. */
export function DataTable(props: {
  readonly label: string;
  readonly heads: readonly ReactNode[];
  readonly children: ReactNode;
}) {
  const styles = useStyles();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard
    <section className={styles.scroll} aria-label={props.label} tabIndex={0}>
      <table className={styles.table}>
        <thead>
          <tr>
            {props.heads.map((head, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the columns of a table never move
              <th key={at} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{props.children}</tbody>
      </table>
    </section>
  );
}
