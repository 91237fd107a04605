import { Button, Text } from '@fluentui/react-components';
import type { PrivateColumnList } from '@sprintforge/protocol';
import { useState } from 'react';
import { usePrivateColumns } from '../../data/fields.ts';
import { DataTable } from '../../shell/data-table.tsx';
import { Section } from '../../shell/section.tsx';
import { Failure } from '../../shell/states.tsx';
import { useText } from '../../text/use-text.ts';
import { ShareColumn } from './share-column.tsx';

type Column = PrivateColumnList['columns'][number];

/** Columns of one's own workbook that nobody else sees; one can be shared as a field. */
export function PrivateColumns({ project }: { readonly project: string }) {
  const { t, format } = useText();
  const { columns } = t;
  const { data, error, refetch } = usePrivateColumns(project);
  const [chosen, choose] = useState<Column | null>(null);
  const [done, setDone] = useState<string | null>(null);
  return (
    <Section title={columns.own} lead={columns.ownLead}>
      {error && <Failure error={error} retry={() => void refetch()} />}
      {data?.length === 0 && <Text>{columns.noOwn}</Text>}
      {data && data.length > 0 && (
        <DataTable
          label={columns.own}
          heads={[t.projects.column, t.projects.header, columns.filled, columns.sample, t.states.action]}
        >
          {data.map((column) => (
            <tr key={column.column}>
              <td>{column.column}</td>
              <td>
                <bdi>{column.header}</bdi>
              </td>
              <td>{format.number(column.filled)}</td>
              <td>
                <bdi>{column.sample.join('; ')}</bdi>
              </td>
              <td>
                <Button size="small" aria-label={columns.shareOne(column.header)} onClick={() => choose(column)}>
                  {columns.share}
                </Button>
              </td>
            </tr>
          ))}
        </DataTable>
      )}
      <Text role="status">{done}</Text>
      {chosen && (
        <ShareColumn
          project={project}
          column={chosen}
          onClose={(shared) => {
            choose(null);
            if (shared) setDone(columns.shared(shared.label, shared.values, shared.unread));
          }}
        />
      )}
    </Section>
  );
}
