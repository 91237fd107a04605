import { makeStyles, tokens } from '@fluentui/react-components';
import { useMemo } from 'react';
import { useProject } from '../../data/projects.ts';
import { useTasks } from '../../data/tasks.ts';
import { DataTable } from '../../shell/data-table.tsx';
import { Page } from '../../shell/page.tsx';
import { Section } from '../../shell/section.tsx';
import { Failure, Loading } from '../../shell/states.tsx';
import { useText } from '../../text/use-text.ts';
import { useProjectId } from '../project/use-project-id.ts';
import { BarList } from './bar-list.tsx';
import { Figure } from './figure.tsx';
import { figuresOf } from './figures.ts';

const useStyles = makeStyles({
  figures: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(150px, 1fr))',
    gap: tokens.spacingHorizontalL,
    margin: 0,
  },
  columns: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(360px, 100%), 1fr))',
    gap: tokens.spacingHorizontalXL,
    alignItems: 'start',
  },
});

/** How the plan stands: progress, what is late, who has how much to do, what it costs. */
export function DashboardPage() {
  const styles = useStyles();
  const { t, format } = useText();
  const { dashboard } = t;
  const id = useProjectId();
  const { data: project } = useProject(id);
  const { data, error, refetch } = useTasks(id, project?.version);
  const today = new Date().toLocaleDateString('sv');
  const figures = useMemo(() => (data?.complete ? figuresOf(data.tasks, today) : null), [data, today]);
  return (
    <Page title={dashboard.title}>
      {error && <Failure error={error} retry={() => void refetch()} />}
      {!figures && !error && <Loading />}
      {figures && (
        <>
          <dl className={styles.figures}>
            <Figure label={dashboard.done} value={figures.done === null ? '–' : format.percent(figures.done)} />
            <Figure label={dashboard.tasks} value={format.number(figures.tasks)} />
            <Figure
              label={dashboard.overdue}
              value={format.number(figures.overdue.length)}
              alarming={figures.overdue.length > 0}
            />
            <Figure label={dashboard.finish} value={figures.finish === null ? '–' : format.day(figures.finish)} />
            {figures.cost !== null && <Figure label={dashboard.cost} value={format.number(figures.cost)} />}
          </dl>
          <div className={styles.columns}>
            {figures.byStatus.length > 0 && (
              <Section title={dashboard.byStatus}>
                <BarList
                  rows={figures.byStatus.map(([status, count]) => ({
                    label: status || (t.fields['empty'] ?? ''),
                    size: count,
                    value: format.number(count),
                  }))}
                />
              </Section>
            )}
            {figures.load.length > 0 && (
              <Section title={dashboard.load} lead={dashboard.loadLead}>
                <BarList
                  rows={figures.load.slice(0, 20).map(({ person, open, tasks }) => ({
                    label: person,
                    size: open,
                    value: dashboard.loadOf(format.number(Math.round(open * 10) / 10), t.projects.tasks(tasks)),
                  }))}
                />
              </Section>
            )}
          </div>
          {figures.overdue.length > 0 && (
            <Section title={dashboard.overdue}>
              <DataTable
                label={dashboard.overdue}
                heads={[t.sync.task, t.fields['assignee'], t.fields['finish'], t.fields['percent']]}
              >
                {figures.overdue.slice(0, 50).map((task) => (
                  <tr key={task.id}>
                    <td>
                      <bdi>{String(task['name'] ?? task.id)}</bdi>
                    </td>
                    <td>
                      <bdi>{String(task['assignee'] ?? '')}</bdi>
                    </td>
                    <td>
                      <time dateTime={String(task['finish'])}>{format.day(String(task['finish']))}</time>
                    </td>
                    <td>{typeof task['percent'] === 'number' ? format.percent(task['percent']) : ''}</td>
                  </tr>
                ))}
              </DataTable>
            </Section>
          )}
        </>
      )}
    </Page>
  );
}
