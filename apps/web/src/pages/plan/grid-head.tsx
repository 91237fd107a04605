import { mergeClasses } from '@fluentui/react-components';
import { ArrowDownRegular } from '@fluentui/react-icons/svg/arrow-down';
import { ArrowUpRegular } from '@fluentui/react-icons/svg/arrow-up';
import { useText } from '../../text/use-text.ts';
import type { PlanField } from './grid.tsx';
import { numbers, useGridStyles } from './grid-styles.ts';
import type { View } from './rows.ts';

/** The headings; a click sorts upwards, downwards, and back into the plan's own order. */
export function GridHead(props: {
  readonly fields: readonly PlanField[];
  readonly columns: string;
  readonly view: View;
  readonly onView: (view: View) => void;
}) {
  const styles = useGridStyles();
  const { t } = useText();
  const { view, onView } = props;
  const next = (field: string): View['sort'] => {
    if (view.sort?.field !== field) return { field, up: true };
    return view.sort.up ? { field, up: false } : null;
  };
  return (
    <div role="rowgroup" className={styles.head}>
      <div role="row" aria-rowindex={1} style={{ display: 'grid', gridTemplateColumns: props.columns }}>
        {props.fields.map(({ key, label, type }, column) => {
          const sorted = view.sort?.field === key ? view.sort : null;
          return (
            <div
              key={key}
              role="columnheader"
              aria-colindex={column + 1}
              aria-sort={sorted ? (sorted.up ? 'ascending' : 'descending') : 'none'}
            >
              <button
                type="button"
                className={mergeClasses(styles.headCell, numbers.has(type) && styles.number)}
                onClick={() => onView({ ...view, sort: next(key) })}
              >
                {label || t.fields[key]}
                {sorted &&
                  (sorted.up ? <ArrowUpRegular aria-hidden="true" /> : <ArrowDownRegular aria-hidden="true" />)}
              </button>
            </div>
          );
        })}
      </div>
    </div>
  );
}
