import { mergeClasses } from '@fluentui/react-components';
import { ChevronDownRegular } from '@fluentui/react-icons/svg/chevron-down';
import { ChevronLeftRegular } from '@fluentui/react-icons/svg/chevron-left';
import { ChevronRightRegular } from '@fluentui/react-icons/svg/chevron-right';
import type { TaskRow } from '@sprintforge/protocol';
import { useText } from '../../text/use-text.ts';
import { valueText } from '../../text/value-text.ts';
import { type PlanField, rowHeight } from './grid.tsx';
import { numbers, useGridStyles } from './grid-styles.ts';
import { isIn, type Place, type Range } from './selection.ts';

/** One task; its name stands in by its level, and opens and closes what is below it. */
export function GridRow(props: {
  readonly row: number;
  readonly task: TaskRow;
  readonly fields: readonly PlanField[];
  readonly columns: string;
  readonly range: Range;
  readonly at: Place;
  readonly isGroup: boolean;
  readonly isClosed: boolean;
  readonly onToggle: (id: string) => void;
  readonly onSelect: (place: Place, extend: boolean) => void;
}) {
  const styles = useGridStyles();
  const { t, format, dir } = useText();
  const { row, task, fields, range, at, isGroup, isClosed } = props;
  const Closed = dir === 'rtl' ? ChevronLeftRegular : ChevronRightRegular;
  return (
    <div
      role="row"
      aria-rowindex={row + 2}
      aria-level={task.level}
      {...(isGroup ? { 'aria-expanded': !isClosed } : {})}
      className={mergeClasses(styles.row, isGroup && styles.group)}
      style={{ insetBlockStart: `${row * rowHeight}px`, gridTemplateColumns: props.columns }}
    >
      {fields.map(({ key, type }, column) => {
        const selected = isIn(range, row, column);
        const here = at.row === row && at.column === column;
        return (
          <div
            key={key}
            id={`cell-${row}-${column}`}
            role="gridcell"
            aria-colindex={column + 1}
            aria-selected={selected}
            className={mergeClasses(
              styles.cell,
              numbers.has(type) && styles.number,
              selected && styles.selected,
              here && styles.at,
            )}
            style={key === 'name' ? { paddingInlineStart: `${8 + (task.level - 1) * 18}px` } : undefined}
            onClick={(event) => props.onSelect({ row, column }, event.shiftKey)}
          >
            {key === 'name' && isGroup && (
              <button
                type="button"
                tabIndex={-1}
                className={styles.toggle}
                aria-label={isClosed ? t.plan.expand : t.plan.collapse}
                onClick={() => props.onToggle(task.id)}
              >
                {isClosed ? <Closed /> : <ChevronDownRegular />}
              </button>
            )}
            <bdi>{task[key] === null || task[key] === undefined ? '' : valueText(t, format, task[key], type)}</bdi>
          </div>
        );
      })}
    </div>
  );
}
