import { Text } from '@fluentui/react-components';
import { useDeliveries } from '../../data/webhooks.ts';
import { DataTable } from '../../shell/data-table.tsx';
import { Failure, Loading } from '../../shell/states.tsx';
import { useText } from '../../text/use-text.ts';

/** What was posted to one address lately, and how that ended. */
export function Deliveries({ project, webhook }: { readonly project: string; readonly webhook: string }) {
  const { t, format } = useText();
  const { webhooks } = t;
  const { data, error, refetch } = useDeliveries(project, webhook);
  if (error) return <Failure error={error} retry={() => void refetch()} />;
  if (!data) return <Loading />;
  if (data.length === 0) return <Text>{webhooks.none}</Text>;
  return (
    <DataTable label={webhooks.deliveries} heads={[t.audit.when, webhooks.event, webhooks.status, webhooks.answer]}>
      {data.map((one) => (
        <tr key={one.id}>
          <td>{format.instant(one.created_at)}</td>
          <td>{one.event}</td>
          <td>{webhooks.statuses[one.status]}</td>
          <td>{one.answer ?? one.fault ?? ''}</td>
        </tr>
      ))}
    </DataTable>
  );
}
