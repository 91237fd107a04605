import { Text } from '@fluentui/react-components';
import { useRevision } from '../../data/history.ts';
import { DataTable } from '../../shell/data-table.tsx';
import { Failure, Loading } from '../../shell/states.tsx';
import { usePlanWords } from '../../text/use-plan-words.ts';
import { useText } from '../../text/use-text.ts';

/** What one revision changed, field by field. */
export function RevisionChanges({ project, revision }: { readonly project: string; readonly revision: number }) {
  const { t } = useText();
  const words = usePlanWords(project);
  const { data, error, refetch } = useRevision(project, revision);
  if (error) return <Failure error={error} retry={() => void refetch()} />;
  if (!data) return <Loading />;
  if (data.changes.length === 0) return <Text>{t.history.empty}</Text>;
  return (
    <DataTable label={t.history.show} heads={[t.sync.task, t.sync.field, t.sync.before, t.sync.after]}>
      {data.changes.slice(0, 500).map((change) => (
        <tr key={`${change.kind}/${change.task_id}/${change.field}`}>
          <td>
            <bdi>{change.task_name ?? change.task_id}</bdi>
          </td>
          <td>{words.field(change)}</td>
          <td>{words.value(change.before, change.type)}</td>
          <td>
            <strong>{change.action === 'delete' ? t.fields['deleted'] : words.value(change.after, change.type)}</strong>
          </td>
        </tr>
      ))}
    </DataTable>
  );
}
