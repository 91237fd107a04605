import { mergeClasses } from '@fluentui/react-components';
import type { TaskRow } from '@sprintforge/protocol';
import { useText } from '../../text/use-text.ts';
import { rowHeight } from './chart.tsx';
import { useChartStyles } from './chart-styles.ts';
import type { Bar } from './scale.ts';

/** A task: its name stays in sight, its bar says when, and how much of it is done. */
export function ChartRow(props: {
  readonly task: TaskRow;
  readonly row: number;
  readonly bar: Bar | null;
  readonly isGroup: boolean;
  readonly isCritical: boolean;
  /** Brings its bar into sight. */
  readonly onGo: (task: TaskRow) => void;
}) {
  const styles = useChartStyles();
  const { t, format } = useText();
  const { task, bar, isGroup, isCritical } = props;
  const day = (value: unknown) => (typeof value === 'string' ? format.day(value) : '');
  const percent = typeof task['percent'] === 'number' ? task['percent'] : 0;
  const name = String(task['name'] ?? task.id);
  const told = t.timeline.told(name, day(task['start']), day(task['finish']), format.percent(percent));
  return (
    <li className={styles.row} style={{ insetBlockStart: `${props.row * rowHeight}px` }} aria-label={told} title={told}>
      <div
        className={mergeClasses(styles.name, isGroup && styles.group)}
        style={{ paddingInlineStart: `${8 + (task.level - 1) * 14}px` }}
      >
        {bar ? (
          <button type="button" className={styles.go} onClick={() => props.onGo(task)}>
            <bdi>{name}</bdi>
          </button>
        ) : (
          <bdi>{name}</bdi>
        )}
      </div>
      {bar && (
        <div
          className={mergeClasses(
            styles.bar,
            isCritical && styles.critical,
            isGroup && styles.summary,
            bar.isMilestone && styles.milestone,
          )}
          style={{
            insetInlineStart: `calc(var(--names) + ${bar.from}px)`,
            ...(bar.isMilestone ? {} : { width: `${bar.width}px` }),
          }}
        >
          {!isGroup && !bar.isMilestone && (
            <div className={styles.done} style={{ width: `${Math.min(100, percent * 100)}%` }} />
          )}
        </div>
      )}
    </li>
  );
}
