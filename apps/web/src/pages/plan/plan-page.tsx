import { Text } from '@fluentui/react-components';
import { TableRegular } from '@fluentui/react-icons/svg/table';
import { useDeferredValue, useMemo, useState } from 'react';
import { useFields } from '../../data/plan.ts';
import { useProject } from '../../data/projects.ts';
import { useTasks } from '../../data/tasks.ts';
import { Page } from '../../shell/page.tsx';
import { Empty, Failure, Loading } from '../../shell/states.tsx';
import { useText } from '../../text/use-text.ts';
import { useProjectId } from '../project/use-project-id.ts';
import { Grid } from './grid.tsx';
import { PlanTools } from './plan-tools.tsx';
import { shownRows, type View, wholePlan } from './rows.ts';

/** The plan as the server holds it: scrolled, found, filtered, sorted, copied into a spreadsheet. */
export function PlanPage() {
  const { t, format } = useText();
  const id = useProjectId();
  const { data: project } = useProject(id);
  const { data: fields } = useFields(id);
  const { data, error, refetch } = useTasks(id, project?.version);
  const [view, setView] = useState<View>(wholePlan);
  const calm = useDeferredValue(view);
  const rows = useMemo(() => shownRows(data?.tasks ?? [], calm), [data, calm]);
  const counted = data?.complete
    ? t.plan.rows(format.number(rows.length), format.number(data.tasks.length))
    : t.plan.loadingRows(format.number(data?.tasks.length ?? 0));
  return (
    <Page title={t.plan.title} wide actions={data && <Text role="status">{counted}</Text>}>
      {error && <Failure error={error} retry={() => void refetch()} />}
      {!data && !error && <Loading />}
      {data?.complete && data.tasks.length === 0 && (
        <Empty picture={<TableRegular />} title={t.plan.emptyTitle} text={t.plan.emptyText} />
      )}
      {data && data.tasks.length > 0 && fields && (
        <>
          <PlanTools tasks={data.tasks} view={view} onView={setView} />
          <Grid tasks={data.tasks} rows={rows} fields={fields.fields} view={calm} onView={setView} />
          {rows.length === 0 && <Text>{t.plan.nothingFound}</Text>}
        </>
      )}
    </Page>
  );
}
