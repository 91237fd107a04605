import { Text } from '@fluentui/react-components';
import { TableRegular } from '@fluentui/react-icons/svg/table';
import { useFields } from '../../data/plan.ts';
import { useProject } from '../../data/projects.ts';
import { useTasks } from '../../data/tasks.ts';
import { useMe } from '../../data/who-am-i.ts';
import { Page } from '../../shell/page.tsx';
import { Empty, Failure, Loading } from '../../shell/states.tsx';
import { useText } from '../../text/use-text.ts';
import { useProjectId } from '../project/use-project-id.ts';
import { PlanSheet } from './plan-sheet.tsx';
import { useWriting } from './use-writing.ts';

/** The plan as the server holds it, and as one edits it: like a sheet of a spreadsheet. */
export function PlanPage() {
  const { t, format } = useText();
  const id = useProjectId();
  const { data: project } = useProject(id);
  const { data: me } = useMe();
  const { data: fields } = useFields(id);
  const { data, error, refetch } = useTasks(id, project?.version);
  const writing = useWriting(id);
  const isEmpty = data?.complete && data.tasks.length === 0 && !writing.structure;
  return (
    <Page
      title={t.plan.title}
      wide
      actions={
        data && !data.complete && <Text role="status">{t.plan.loadingRows(format.number(data.tasks.length))}</Text>
      }
    >
      {error && <Failure error={error} retry={() => void refetch()} />}
      {!data && !error && <Loading />}
      {isEmpty && <Empty picture={<TableRegular />} title={t.plan.emptyTitle} text={t.plan.emptyText} />}
      {data && !isEmpty && fields && me && (
        <PlanSheet
          project={id}
          person={me.user_id}
          data={data}
          fields={fields.fields}
          writing={writing}
          mayWrite={project?.role !== 'viewer'}
        />
      )}
    </Page>
  );
}
