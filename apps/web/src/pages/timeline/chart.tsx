import { Text } from '@fluentui/react-components';
import type { DependencyList, TaskRow } from '@sprintforge/protocol';
import { type RefObject, useImperativeHandle, useMemo, useRef } from 'react';
import { regionalTag } from '../../text/locales.ts';
import { useText } from '../../text/use-text.ts';
import { useWindow } from '../plan/use-window.ts';
import { ChartRow } from './chart-row.tsx';
import { useChartStyles } from './chart-styles.ts';
import { Links } from './links.tsx';
import { barOf, beginOf, dayOf, marksOf, pixelsPerDay, type Span, type Zoom } from './scale.ts';
import { useLook } from './use-look.ts';

export const rowHeight = 32;

/** A table of two columns: the task, and its bar; of any number of rows those in sight are drawn. */
export function Chart(props: {
  readonly tasks: readonly TaskRow[];
  readonly edges: DependencyList['dependencies'];
  readonly critical: ReadonlySet<string>;
  readonly span: Span;
  readonly zoom: Zoom;
  readonly today: number;
  /** Goes to a day. */
  readonly go: RefObject<((day: number) => void) | null>;
}) {
  const styles = useChartStyles();
  const { t, locale } = useText();
  const { tasks, edges, critical, span, zoom, today } = props;
  const box = useRef<HTMLElement>(null);
  const { first, last } = useWindow(box, tasks.length, rowHeight);
  const parents = useMemo(() => new Set(tasks.map((task) => task.parent)), [tasks]);
  const places = useMemo(
    () => new Map(tasks.map((task, row) => [task.id, { row, bar: barOf(task, span, zoom) }])),
    [tasks, span, zoom],
  );
  const size = pixelsPerDay[zoom];
  const begin = useMemo(() => beginOf(tasks, today), [tasks, today]);
  const { go, sight, year } = useLook(box, span, size, begin);
  const marks = useMemo(() => marksOf(sight, zoom, regionalTag(locale)), [sight, zoom, locale]);
  useImperativeHandle(props.go, () => go, [go]);
  const width = (span.last - span.first + 1) * size;
  const isShown = today >= span.first && today <= span.last;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard
    <section ref={box} className={styles.box} aria-label={t.timeline.title} tabIndex={0}>
      <div className={styles.canvas} style={{ gridTemplateColumns: `var(--names) ${width}px` }}>
        <div className={styles.corner} aria-hidden="true">
          <Text size={200}>{year}</Text>
        </div>
        <div className={styles.head} aria-hidden="true">
          {marks.map(({ day, text }) => (
            <Text
              key={day}
              size={200}
              className={styles.mark}
              style={{ insetInlineStart: `${(day - span.first) * size}px` }}
            >
              {text}
            </Text>
          ))}
        </div>
        <ul className={styles.rows} style={{ height: `${tasks.length * rowHeight}px` }}>
          {tasks.slice(first, last + 1).map((task, offset) => (
            <ChartRow
              key={task.id}
              task={task}
              row={first + offset}
              bar={places.get(task.id)?.bar ?? null}
              isGroup={parents.has(task.id)}
              isCritical={critical.has(task.id)}
              onGo={({ start, finish }) => go(dayOf(start) ?? dayOf(finish) ?? today)}
            />
          ))}
        </ul>
        <div
          className={styles.lines}
          style={{ width: `${width}px`, height: `${tasks.length * rowHeight}px` }}
          aria-hidden="true"
        >
          {marks.map(({ day }) => (
            <div key={day} className={styles.line} style={{ insetInlineStart: `${(day - span.first) * size}px` }} />
          ))}
          {isShown && (
            <div
              className={styles.today}
              style={{ insetInlineStart: `${(today - span.first) * size}px` }}
              title={t.timeline.today}
            />
          )}
          <Links
            edges={edges}
            places={places}
            first={first}
            last={last}
            width={width}
            height={tasks.length * rowHeight}
          />
        </div>
      </div>
    </section>
  );
}
