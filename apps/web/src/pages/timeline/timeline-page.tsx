import { Button, Field, makeStyles, Select, Text, tokens } from '@fluentui/react-components';
import { GanttChartRegular } from '@fluentui/react-icons/svg/gantt-chart';
import { dayNumber } from '@sprintforge/core';
import { useMemo, useRef, useState } from 'react';
import { useDependencies } from '../../data/plan.ts';
import { useProject } from '../../data/projects.ts';
import { useTasks } from '../../data/tasks.ts';
import { Page } from '../../shell/page.tsx';
import { Empty, Failure, Loading } from '../../shell/states.tsx';
import { useText } from '../../text/use-text.ts';
import { useProjectId } from '../project/use-project-id.ts';
import { Chart } from './chart.tsx';
import { criticalTasks } from './critical.ts';
import { spanOf, type Zoom } from './scale.ts';

const useStyles = makeStyles({
  tools: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'end',
    gap: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalXL}`,
  },
  legend: { display: 'flex', alignItems: 'center', minHeight: '32px', gap: tokens.spacingHorizontalS },
  swatch: { flexShrink: 0, width: '20px', height: '10px', borderRadius: tokens.borderRadiusSmall },
  critical: { backgroundColor: tokens.colorPaletteRedBackground3 },
  plain: { backgroundColor: tokens.colorBrandBackground },
});

/** The calendar day of this person. */
function today(): number {
  const now = new Date();
  const text = [now.getFullYear(), now.getMonth() + 1, now.getDate()]
    .map((part) => String(part).padStart(2, '0'))
    .join('-');
  return dayNumber(text) ?? 0;
}

/** The plan along a line of days: bars, dependencies, the critical path, today. */
export function TimelinePage() {
  const styles = useStyles();
  const { t } = useText();
  const id = useProjectId();
  const { data: project } = useProject(id);
  const { data, error, refetch } = useTasks(id, project?.version);
  const { data: edges } = useDependencies(id);
  const [zoom, setZoom] = useState<Zoom>('week');
  const now = useMemo(today, []);
  const go = useRef<((day: number) => void) | null>(null);
  const tasks = data?.tasks;
  const span = useMemo(() => (tasks ? spanOf(tasks, now) : null), [tasks, now]);
  const critical = useMemo(
    () => (tasks && edges && project ? criticalTasks(tasks, edges, project.calendar) : new Set<string>()),
    [tasks, edges, project],
  );
  return (
    <Page title={t.timeline.title} wide>
      {error && <Failure error={error} retry={() => void refetch()} />}
      {!data && !error && <Loading />}
      {data?.complete && !span && (
        <Empty picture={<GanttChartRegular />} title={t.timeline.emptyTitle} text={t.timeline.emptyText} />
      )}
      {tasks && span && (
        <>
          <div className={styles.tools}>
            <Field label={t.timeline.zoom}>
              <Select value={zoom} onChange={(_, { value }) => setZoom(value as Zoom)}>
                {(['day', 'week', 'month'] as const).map((one) => (
                  <option key={one} value={one}>
                    {t.timeline.zooms[one]}
                  </option>
                ))}
              </Select>
            </Field>
            {now >= span.first && now <= span.last && (
              <Button onClick={() => go.current?.(now)}>{t.timeline.today}</Button>
            )}
            <span className={styles.legend}>
              <span className={`${styles.swatch} ${styles.plain}`} />
              <Text>{t.timeline.task}</Text>
            </span>
            <span className={styles.legend}>
              <span className={`${styles.swatch} ${styles.critical}`} />
              <Text>{t.timeline.critical}</Text>
            </span>
          </div>
          <Chart tasks={tasks} edges={edges ?? []} critical={critical} span={span} zoom={zoom} today={now} go={go} />
        </>
      )}
    </Page>
  );
}
