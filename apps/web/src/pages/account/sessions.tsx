import { Badge, Button, Text } from '@fluentui/react-components';
import { useEndSession, useSessions } from '../../data/account.ts';
import { DataTable } from '../../shell/data-table.tsx';
import { Section } from '../../shell/section.tsx';
import { Failure } from '../../shell/states.tsx';
import { useText } from '../../text/use-text.ts';
import { browserName } from './browser-name.ts';

/** Where one is signed in; each can be ended from here. */
export function Sessions() {
  const { t, format } = useText();
  const { account } = t;
  const { data, error, refetch } = useSessions();
  const end = useEndSession();
  return (
    <Section title={account.sessions} lead={account.sessionsLead}>
      {error && <Failure error={error} retry={() => void refetch()} />}
      {end.error && <Failure error={end.error} />}
      {data?.length === 0 && <Text>{account.noSessions}</Text>}
      {data && data.length > 0 && (
        <DataTable label={account.sessions} heads={[account.device, account.from, account.used, t.states.action]}>
          {data.map((session) => (
            <tr key={session.id}>
              <td>
                <span title={session.user_agent ?? ''}>{browserName(session.user_agent ?? '')}</span>{' '}
                {session.current && <Badge appearance="tint">{account.here}</Badge>}
              </td>
              <td>
                <bdi>{session.ip_address}</bdi>
              </td>
              <td>{format.ago(session.last_used_at, Date.now())}</td>
              <td>
                {!session.current && (
                  <Button size="small" disabledFocusable={end.isPending} onClick={() => end.mutate(session.id)}>
                    {account.end}
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </DataTable>
      )}
      {data && data.length > 1 && (
        <div>
          <Button disabledFocusable={end.isPending} onClick={() => end.mutate('others')}>
            {account.endOthers}
          </Button>
        </div>
      )}
    </Section>
  );
}
