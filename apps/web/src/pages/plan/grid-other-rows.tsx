/** Lines of the grid that are no tasks: the head of a group, and the empty line that takes new tasks. */
import { mergeClasses } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useText } from '../../text/use-text.ts';
import { valueText } from '../../text/value-text.ts';
import { Toggle } from './grid-row.tsx';
import { rowHeight, useGridStyles } from './grid-styles.ts';
import type { GroupLine } from './rows.ts';
import type { PlanField } from './sheet.ts';

export function GroupRow(props: {
  readonly row: number;
  readonly line: GroupLine;
  readonly type: string;
  readonly columns: number;
  readonly isAt: boolean;
  readonly isClosed: boolean;
}) {
  const styles = useGridStyles();
  const { t, format } = useText();
  const { row, line, isClosed } = props;
  return (
    <div
      role="row"
      aria-rowindex={row + 2}
      aria-level={1}
      aria-expanded={!isClosed}
      className={mergeClasses(styles.row, styles.groupLine)}
      style={{ insetBlockStart: `${row * rowHeight}px` }}
    >
      <div
        role="gridcell"
        aria-colindex={1}
        aria-colspan={props.columns}
        data-row={row}
        data-column={0}
        id={`cell-${row}-0`}
        className={mergeClasses(styles.cell, props.isAt && styles.at)}
      >
        <Toggle id={line.id} isClosed={isClosed} />
        <bdi>{valueText(t, format, line.value, props.type)}</bdi> ({format.number(line.count)})
      </div>
    </div>
  );
}

export function NewRow(props: {
  readonly row: number;
  readonly fields: readonly PlanField[];
  readonly template: string;
  readonly at: number;
  readonly editor: ReactNode;
}) {
  const styles = useGridStyles();
  const { t } = useText();
  const { row } = props;
  return (
    <div
      role="row"
      aria-rowindex={row + 2}
      className={styles.row}
      style={{ insetBlockStart: `${row * rowHeight}px`, gridTemplateColumns: props.template }}
    >
      <div role="rowheader" aria-label={t.plan.newTask} className={mergeClasses(styles.cell, styles.gutter)}>
        +
      </div>
      {props.fields.map(({ key }, column) => (
        <div
          key={key}
          id={`cell-${row}-${column}`}
          role="gridcell"
          aria-colindex={column + 2}
          data-row={row}
          data-column={column}
          className={mergeClasses(styles.cell, props.at === column && styles.at)}
        >
          {key === 'name' && <span className={styles.hint}>{t.plan.newTaskHint}</span>}
          {props.at === column && props.editor}
        </div>
      ))}
    </div>
  );
}
