import {
  type ClipboardEvent,
  type KeyboardEvent,
  type PointerEvent,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { useText } from '../../text/use-text.ts';
import { CellEditor } from './cell-editor.tsx';
import { GridHead } from './grid-head.tsx';
import { actionOf } from './grid-keys.ts';
import { GroupRow, NewRow } from './grid-other-rows.tsx';
import { GridRow } from './grid-row.tsx';
import { rowHeight, useGridStyles } from './grid-styles.ts';
import { isTask, type View, valuesOf } from './rows.ts';
import { moved, rangeOf, type Selection } from './selection.ts';
import { type Sheet, typedTextOf } from './sheet.ts';
import type { SheetActions } from './use-sheet-actions.ts';
import { useWindow } from './use-window.ts';

const widths: Readonly<Record<string, string>> = {
  name: '320px',
  notes: '280px',
  assignee: '180px',
  wbs: '72px',
  predecessors: '140px',
};
const gutter = '56px';
/** Fields of which the values that there are already are offered. */
const offered = new Set(['choice', 'people']);

export interface Marks {
  /** By task: the fields, each in commas. */
  readonly disputed: ReadonlyMap<string, string>;
  readonly unsaved: ReadonlyMap<string, string>;
  /** By task: who else edits it. */
  readonly others: ReadonlyMap<string, string>;
}

/** A treegrid of any number of tasks, of which those in sight are drawn; the keyboard and the clipboard as in a spreadsheet. */
export function Grid(props: {
  readonly sheet: Sheet;
  readonly selection: Selection;
  readonly select: (selection: Selection) => void;
  readonly actions: SheetActions;
  readonly marks: Marks;
  readonly view: View;
  readonly onView: (view: View) => void;
}) {
  const { sheet, selection, select, actions, marks, view, onView } = props;
  const { lines, fields, plan, keyOf } = sheet;
  const styles = useGridStyles();
  const { t, dir } = useText();
  const box = useRef<HTMLDivElement>(null);
  const count = lines.length + (sheet.appends ? 1 : 0);
  const { first, last, fits } = useWindow(box, count, rowHeight);
  /** What was typed to begin with; null: nothing is being typed, '' with `begun` false: what stands there. */
  const [typing, setTyping] = useState<{ readonly text: string; readonly begun: boolean } | null>(null);
  const refused = useRef(false);
  const parents = useMemo(() => new Set(plan.map(({ parent }) => parent)), [plan]);
  const template = `${gutter} ${fields.map(({ key, type }) => widths[key] ?? (type === 'date' ? '128px' : '112px')).join(' ')}`;
  const range = rangeOf(selection);
  const { at } = selection;
  const field = fields[at.column];
  const known = useMemo(
    () => (typing && field && offered.has(field.type) ? valuesOf(plan, field.key).slice(0, 200) : []),
    [typing, field, plan],
  );

  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const top = at.row * rowHeight;
    const room = element.clientHeight - 3 * rowHeight;
    if (top < element.scrollTop) element.scrollTop = top;
    else if (top > element.scrollTop + room) element.scrollTop = top - room;
    const cell = document.getElementById(`cell-${at.row}-${at.column}`);
    cell?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [at.row, at.column]);

  const begin = (typed: string | null) => {
    if (!actions.isOpen || !field) return;
    const line = lines[at.row];
    const held = isTask(line) ? typedTextOf(sheet, line, field) : '';
    setTyping({ text: typed ?? held, begun: typed !== null });
  };
  const go = (key: string, ctrl: boolean, shift: boolean): boolean => {
    const extent = { rows: count, columns: fields.length, page: Math.max(1, fits - 3) };
    const next = moved(selection, { key, ctrl, shift }, extent);
    if (next) select(next);
    return next !== null;
  };
  const press = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget) return;
    const { shiftKey: shift, altKey: alt } = event;
    const key = dir === 'rtl' ? (mirror[event.key] ?? event.key) : event.key;
    const ctrl = event.ctrlKey || event.metaKey;
    const action = actionOf({ key, ctrl, shift, alt });
    if (action?.does === 'edit') begin(action.typed);
    else if (action) actions.act(action);
    else if (alt || !go(key, ctrl, shift)) return;
    event.preventDefault();
  };
  const point = (event: PointerEvent, extend: boolean) => {
    const element = event.target as Element;
    const { row, column } = element.closest<HTMLElement>('[data-row]')?.dataset ?? {};
    if (row === undefined || element.closest('[data-toggle], input')) return;
    if (typing) {
      // what is being typed is taken first, or stays
      box.current?.focus({ preventScroll: true });
      if (refused.current) return event.preventDefault();
    }
    const place = { row: Number(row), column: Number(column) };
    if (place.row !== at.row || place.column !== at.column)
      select({ at: place, from: extend ? selection.from : place });
  };
  const toggle = (event: React.MouseEvent) => {
    const id = (event.target as Element).closest<HTMLElement>('[data-toggle]')?.dataset['toggle'];
    if (id === undefined) return;
    const closed = new Set(view.closed);
    if (!closed.delete(id)) closed.add(id);
    onView({ ...view, closed });
  };
  const copy = (event: ClipboardEvent) => {
    event.clipboardData.setData('text/plain', actions.copied());
    event.preventDefault();
    if (event.type === 'cut') actions.act({ does: 'clear' });
  };
  const back = () => {
    setTyping(null);
    box.current?.focus({ preventScroll: true });
  };
  const commit = (text: string, key: string, shift: boolean): string | null => {
    const fault = actions.type(text);
    refused.current = fault !== null;
    if (fault !== null) return fault;
    if (key === '') setTyping(null);
    else back();
    if (key !== '') go(key, false, shift);
    return null;
  };
  const editor = typing && field && (
    <CellEditor
      key={`${keyOf(lines[at.row])}/${field.key}`}
      text={typing.text}
      begun={typing.begun}
      label={field.label || t.fields[field.key] || field.key}
      known={known}
      commit={commit}
      cancel={back}
    />
  );
  const drawn = Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
  if (at.row < count && (at.row < first || at.row > last)) drawn.push(at.row);
  return (
    <div
      ref={box}
      role="treegrid"
      aria-label={t.plan.title}
      aria-rowcount={count + 1}
      aria-colcount={fields.length + 1}
      aria-multiselectable="true"
      aria-activedescendant={count > 0 ? `cell-${at.row}-${at.column}` : undefined}
      tabIndex={0}
      className={styles.box}
      onKeyDown={press}
      onCopy={copy}
      onCut={copy}
      onPaste={(event) => actions.pasted(event.clipboardData.getData('text/plain'))}
      onPointerDown={(event) => event.button === 0 && point(event, event.shiftKey)}
      onPointerOver={(event) => event.buttons === 1 && !typing && point(event, true)}
      onClick={toggle}
      onDoubleClick={(event) => (event.target as Element).closest('[data-row]') && begin(null)}
    >
      <GridHead fields={fields} template={template} view={view} onView={onView} />
      <div role="rowgroup" className={styles.body} style={{ height: `${count * rowHeight}px` }}>
        {drawn.map((row) => {
          const line = lines[row];
          const here = row === at.row ? at.column : -1;
          const inRange = row >= range.top && row <= range.bottom;
          if (!line)
            return (
              <NewRow
                key="new"
                row={row}
                fields={fields}
                template={template}
                at={here}
                editor={here < 0 ? null : editor}
              />
            );
          if (!isTask(line))
            return (
              <GroupRow
                key={line.id}
                row={row}
                line={line}
                type={fields.find(({ key }) => key === view.group)?.type ?? 'text'}
                columns={fields.length + 1}
                isAt={here >= 0}
                isClosed={view.closed.has(line.id)}
              />
            );
          return (
            <GridRow
              key={keyOf(line)}
              row={row}
              task={line}
              number={sheet.numberOf(line.id) ?? row + 1}
              fields={fields}
              template={template}
              left={inRange ? range.left : -1}
              right={inRange ? range.right : -1}
              at={here}
              isGroup={view.group === '' && parents.has(line.id)}
              isClosed={view.closed.has(line.id)}
              writing={sheet.writing}
              numberOf={sheet.numberOf}
              disputed={marks.disputed.get(line.id) ?? ''}
              unsaved={marks.unsaved.get(line.id) ?? ''}
              others={marks.others.get(line.id) ?? ''}
              editor={here < 0 ? null : editor}
            />
          );
        })}
      </div>
    </div>
  );
}

const mirror: Readonly<Record<string, string>> = { ArrowLeft: 'ArrowRight', ArrowRight: 'ArrowLeft' };
