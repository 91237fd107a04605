import { mergeClasses } from '@fluentui/react-components';
import { ChevronDownRegular } from '@fluentui/react-icons/svg/chevron-down';
import { ChevronLeftRegular } from '@fluentui/react-icons/svg/chevron-left';
import { ChevronRightRegular } from '@fluentui/react-icons/svg/chevron-right';
import type { TaskRow } from '@sprintforge/protocol';
import { memo, type ReactNode } from 'react';
import { useText } from '../../text/use-text.ts';
import { valueText } from '../../text/value-text.ts';
import { numbers, rowHeight, useGridStyles } from './grid-styles.ts';
import { inNumbers } from './predecessor-numbers.ts';
import { type PlanField, predecessors } from './sheet.ts';
import type { Writing } from './writing.ts';

export interface GridRowProps {
  readonly row: number;
  readonly task: TaskRow;
  readonly number: number;
  readonly fields: readonly PlanField[];
  readonly template: string;
  /** Selected columns; -1 to -1: none. */
  readonly left: number;
  readonly right: number;
  /** Where the keyboard is; -1: not in this row. */
  readonly at: number;
  readonly isGroup: boolean;
  readonly isClosed: boolean;
  readonly writing: Writing;
  readonly numberOf: (task: string) => number | undefined;
  /** Fields of this task in conflict, and those that are not saved yet, each in commas. */
  readonly disputed: string;
  readonly unsaved: string;
  /** Who else is editing this task. */
  readonly others: string;
  /** The field that is being typed into, in the cell at `at`. */
  readonly editor: ReactNode;
}

/** One task; its name stands in by its level, and opens and closes what is below it. */
export const GridRow = memo(function GridRow(props: GridRowProps) {
  const styles = useGridStyles();
  const { row, task, number, fields, isGroup, others } = props;
  const ownTask = props.writing.task(task);
  return (
    <div
      role="row"
      aria-rowindex={row + 2}
      aria-level={task.level}
      {...(isGroup ? { 'aria-expanded': !props.isClosed } : {})}
      className={mergeClasses(styles.row, isGroup && styles.group)}
      style={{ insetBlockStart: `${row * rowHeight}px`, gridTemplateColumns: props.template }}
    >
      <div
        role="rowheader"
        aria-colindex={1}
        title={others}
        className={mergeClasses(styles.cell, styles.gutter, others !== '' && styles.others)}
      >
        {number}
      </div>
      {fields.map((field, column) => {
        const { key, type } = field;
        const here = props.at === column;
        const picked = column >= props.left && column <= props.right;
        return (
          <div
            key={key}
            id={`cell-${row}-${column}`}
            role="gridcell"
            aria-colindex={column + 2}
            aria-selected={picked}
            aria-readonly={!ownTask || !props.writing.field(key)}
            data-row={row}
            data-column={column}
            className={mergeClasses(
              styles.cell,
              key === 'name' && styles.frozen,
              numbers.has(type) && styles.number,
              (!ownTask || !props.writing.field(key)) && styles.locked,
              has(props.unsaved, key) && styles.unsaved,
              has(props.disputed, key) && styles.disputed,
              picked && styles.selected,
              here && styles.at,
            )}
            style={key === 'name' ? { paddingInlineStart: `${8 + (task.level - 1) * 18}px` } : undefined}
          >
            {key === 'name' && isGroup && <Toggle id={task.id} isClosed={props.isClosed} />}
            <CellText task={task} field={field} numberOf={props.numberOf} />
            {here && props.editor}
          </div>
        );
      })}
    </div>
  );
});

const has = (list: string, key: string): boolean => list !== '' && list.includes(`,${key},`);

function CellText(props: Pick<GridRowProps, 'task' | 'numberOf'> & { readonly field: PlanField }) {
  const { t, format } = useText();
  const { task, field } = props;
  const value = task[field.key];
  if (value === null || value === undefined || value === '') return null;
  if (field === predecessors) return <bdi>{inNumbers(String(value), props.numberOf)}</bdi>;
  return <bdi>{valueText(t, format, value, field.type)}</bdi>;
}

/** Opens and closes what is below; the grid hears of it. */
export function Toggle({ id, isClosed }: { readonly id: string; readonly isClosed: boolean }) {
  const styles = useGridStyles();
  const { t, dir } = useText();
  const Closed = dir === 'rtl' ? ChevronLeftRegular : ChevronRightRegular;
  return (
    <button
      type="button"
      tabIndex={-1}
      className={styles.toggle}
      data-toggle={id}
      aria-label={isClosed ? t.plan.expand : t.plan.collapse}
    >
      {isClosed ? <Closed /> : <ChevronDownRegular />}
    </button>
  );
}
