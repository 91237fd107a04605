import { Text } from '@fluentui/react-components';
import type { OrganisationLimits } from '@sprintforge/protocol';
import { useQuery } from '@tanstack/react-query';
import { client } from '../../data/client.ts';
import { DataTable } from '../../shell/data-table.tsx';
import { Section } from '../../shell/section.tsx';
import { Failure } from '../../shell/states.tsx';
import { useText } from '../../text/use-text.ts';

/** What whoever runs the server lets the organisation do, and what it uses of that: to look at. */
export function Limits() {
  const { t, format } = useText();
  const { limits } = t;
  const { data, error, refetch } = useQuery({
    queryKey: ['organisation', 'limits'],
    queryFn: () => client().account.limits(),
  });
  return (
    <Section title={limits.title} lead={limits.lead}>
      {error && <Failure error={error} retry={() => void refetch()} />}
      {data && (
        <>
          <DataTable label={limits.title} heads={[limits.perMinute, limits.person, limits.together, limits.used]}>
            <Rate name={limits.calls} rate={data.per_minute.calls} />
            <Rate name={limits.uploads} rate={data.per_minute.uploads} />
          </DataTable>
          <Text>{limits.largest(format.bytes(data.upload_bytes))}</Text>
          <Text>{limits.holds(data.people, data.projects, format.bytes(data.stored_bytes))}</Text>
        </>
      )}
    </Section>
  );
}

function Rate({ name, rate }: { readonly name: string; readonly rate: OrganisationLimits['per_minute']['calls'] }) {
  const { t, format } = useText();
  return (
    <tr>
      <td>{name}</td>
      <td>{format.number(rate.person)}</td>
      <td>{rate.organisation === null ? t.limits.unbounded : format.number(rate.organisation)}</td>
      <td>{rate.used === null ? '–' : format.number(rate.used)}</td>
    </tr>
  );
}
