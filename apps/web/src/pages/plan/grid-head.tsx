import { mergeClasses } from '@fluentui/react-components';
import { ArrowDownRegular } from '@fluentui/react-icons/svg/arrow-down';
import { ArrowUpRegular } from '@fluentui/react-icons/svg/arrow-up';
import { FilterFilled } from '@fluentui/react-icons/svg/filter';
import { useText } from '../../text/use-text.ts';
import { numbers, useGridStyles } from './grid-styles.ts';
import type { View } from './rows.ts';
import type { PlanField } from './sheet.ts';

/** The headings; a click sorts upwards, downwards, and back into the plan's own order. */
export function GridHead(props: {
  readonly fields: readonly PlanField[];
  readonly template: string;
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
      <div role="row" aria-rowindex={1} style={{ display: 'grid', gridTemplateColumns: props.template }}>
        <div role="columnheader" aria-colindex={1} aria-label={t.fields['number']} className={styles.corner}>
          #
        </div>
        {props.fields.map(({ key, label, type }, column) => {
          const sorted = view.sort?.field === key ? view.sort : null;
          return (
            <div
              key={key}
              role="columnheader"
              aria-colindex={column + 2}
              className={key === 'name' ? styles.frozenHead : undefined}
              aria-sort={sorted ? (sorted.up ? 'ascending' : 'descending') : 'none'}
            >
              <button
                type="button"
                className={mergeClasses(styles.headCell, numbers.has(type) && styles.number)}
                onClick={() => onView({ ...view, sort: next(key) })}
              >
                <span title={label || t.fields[key]}>{label || t.fields[key]}</span>
                {key in view.filters && <FilterFilled aria-label={t.plan.filtered} />}
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
