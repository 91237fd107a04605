import type { FieldList, TaskRow } from '@sprintforge/protocol';
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { useText } from '../../text/use-text.ts';
import { valueText } from '../../text/value-text.ts';
import { GridHead } from './grid-head.tsx';
import { GridRow } from './grid-row.tsx';
import { useGridStyles } from './grid-styles.ts';
import type { View } from './rows.ts';
import { asTabs, moved, rangeOf, type Selection } from './selection.ts';
import { useWindow } from './use-window.ts';

export type PlanField = FieldList['fields'][number];

export const rowHeight = 32;
const widths: Readonly<Record<string, string>> = {
  name: '320px',
  notes: '280px',
  assignee: '180px',
  wbs: '72px',
  predecessors: '140px',
};

/** A treegrid of any number of tasks, of which those in sight are drawn; the keyboard as in a spreadsheet. */
export function Grid(props: {
  readonly tasks: readonly TaskRow[];
  readonly rows: readonly TaskRow[];
  readonly fields: readonly PlanField[];
  readonly view: View;
  readonly onView: (view: View) => void;
}) {
  const { rows, fields, view, onView } = props;
  const styles = useGridStyles();
  const { t, format } = useText();
  const box = useRef<HTMLDivElement>(null);
  const { first, last, fits } = useWindow(box, rows.length, rowHeight);
  const [selection, select] = useState<Selection>({ at: { row: 0, column: 0 }, from: { row: 0, column: 0 } });
  const parents = useMemo(() => new Set(props.tasks.map((task) => task.parent)), [props.tasks]);
  const columns = fields.map(({ key }) => widths[key] ?? '112px').join(' ');
  const range = rangeOf(selection);
  const { at } = selection;

  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const top = at.row * rowHeight;
    const room = element.clientHeight - 2 * rowHeight;
    if (top < element.scrollTop) element.scrollTop = top;
    else if (top > element.scrollTop + room) element.scrollTop = top - room;
  }, [at]);

  const toggle = (id: string) => {
    const closed = new Set(view.closed);
    if (!closed.delete(id)) closed.add(id);
    onView({ ...view, closed });
  };
  const press = (event: KeyboardEvent) => {
    const ctrl = event.ctrlKey || event.metaKey;
    const extent = { rows: rows.length, columns: fields.length, page: Math.max(1, fits - 2) };
    const mirrored = getComputedStyle(event.currentTarget).direction === 'rtl';
    const key = mirrored ? (mirror[event.key] ?? event.key) : event.key;
    const next = moved(selection, { key, ctrl, shift: event.shiftKey }, extent);
    const task = rows[at.row];
    if (next) select(next);
    else if (event.key === 'Enter' && task && parents.has(task.id)) toggle(task.id);
    else return;
    event.preventDefault();
  };
  const copy = (event: React.ClipboardEvent) => {
    const cells = rows
      .slice(range.top, range.bottom + 1)
      .map((task) =>
        fields
          .slice(range.left, range.right + 1)
          .map(({ key, type }) =>
            task[key] === null || task[key] === undefined
              ? ''
              : type === 'date'
                ? String(task[key])
                : valueText(t, format, task[key], type),
          ),
      );
    event.clipboardData.setData('text/plain', asTabs(cells));
    event.preventDefault();
  };
  return (
    <div
      ref={box}
      role="treegrid"
      aria-label={t.plan.title}
      aria-rowcount={rows.length + 1}
      aria-colcount={fields.length}
      aria-multiselectable="true"
      aria-activedescendant={rows.length > 0 ? `cell-${at.row}-${at.column}` : undefined}
      tabIndex={0}
      className={styles.box}
      onKeyDown={press}
      onCopy={copy}
    >
      <GridHead fields={fields} columns={columns} view={view} onView={onView} />
      <div role="rowgroup" className={styles.body} style={{ height: `${rows.length * rowHeight}px` }}>
        {rows.slice(first, last + 1).map((task, offset) => (
          <GridRow
            key={task.id}
            row={first + offset}
            task={task}
            fields={fields}
            columns={columns}
            range={range}
            at={at}
            isGroup={parents.has(task.id)}
            isClosed={view.closed.has(task.id)}
            onToggle={toggle}
            onSelect={(place, extend) => select({ at: place, from: extend ? selection.from : place })}
          />
        ))}
      </div>
    </div>
  );
}

const mirror: Readonly<Record<string, string>> = { ArrowLeft: 'ArrowRight', ArrowRight: 'ArrowLeft' };
