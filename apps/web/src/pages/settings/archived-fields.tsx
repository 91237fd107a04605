import { Button } from '@fluentui/react-components';
import { useArchivedFields, useRestoreField } from '../../data/fields.ts';
import { DataTable } from '../../shell/data-table.tsx';
import { Section } from '../../shell/section.tsx';
import { Failure } from '../../shell/states.tsx';
import { useText } from '../../text/use-text.ts';

/** Fields that left the plan; an owner brings them back. Nothing where there are none. */
export function ArchivedFields({ project, mayChange }: { readonly project: string; readonly mayChange: boolean }) {
  const { t, format } = useText();
  const { columns } = t;
  const { data, error, refetch } = useArchivedFields(project);
  const restore = useRestoreField(project);
  if (error) return <Failure error={error} retry={() => void refetch()} />;
  if (!data || data.length === 0) return null;
  const heads = [t.sync.field, columns.archivedBy, columns.archivedAt, ...(mayChange ? [t.states.action] : [])];
  return (
    <Section title={columns.archived} lead={columns.archivedLead}>
      {restore.error && <Failure error={restore.error} />}
      <DataTable label={columns.archived} heads={heads}>
        {data.map(({ key, label, archived_by, archived_at }) => (
          <tr key={key}>
            <td>
              <bdi>{label}</bdi>
            </td>
            <td>
              <bdi>{archived_by.name}</bdi>
            </td>
            <td>{format.instant(archived_at)}</td>
            {mayChange && (
              <td>
                <Button
                  size="small"
                  aria-label={columns.restoreOne(label)}
                  disabledFocusable={restore.isPending}
                  onClick={() => restore.mutate(key)}
                >
                  {columns.restore}
                </Button>
              </td>
            )}
          </tr>
        ))}
      </DataTable>
    </Section>
  );
}
