import { Badge, Button, Text } from '@fluentui/react-components';
import type { Passkey } from '@sprintforge/protocol';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../../data/client.ts';
import { browserHasPasskeys } from '../../session/passkey.ts';
import { DataTable } from '../../shell/data-table.tsx';
import { Section } from '../../shell/section.tsx';
import { Failure } from '../../shell/states.tsx';
import { useText } from '../../text/use-text.ts';
import { EntryForm } from '../sign-in/entry-form.tsx';
import { SetUpPasskey } from './set-up-passkey.tsx';

/** One's own, to be added and removed. */
export function Passkeys() {
  const { t, format } = useText();
  const queries = useQueryClient();
  const [removing, setRemoving] = useState<Passkey | null>(null);
  const { data, error } = useQuery({ queryKey: ['passkeys'], queryFn: () => client().passkeys.list() });
  const again = () =>
    Promise.all(['passkeys', 'second-factor'].map((key) => queries.invalidateQueries({ queryKey: [key] })));
  const remove = async (id: string, password: string) => {
    await client().passkeys.remove(id, password);
    setRemoving(null);
    await again();
  };
  const { passkeys } = t;
  return (
    <Section title={passkeys.title} lead={passkeys.lead}>
      {error && <Failure error={error} />}
      {data && data.passkeys.length > 0 && (
        <DataTable label={passkeys.title} heads={[passkeys.name, passkeys.added, t.account.used, t.states.action]}>
          {data.passkeys.map((one) => (
            <tr key={one.id}>
              <td>
                <bdi>{one.name}</bdi> {one.backed_up && <Badge appearance="tint">{passkeys.synced}</Badge>}
              </td>
              <td>{format.ago(one.created_at, Date.now())}</td>
              <td>{one.last_used_at === null ? passkeys.unused : format.ago(one.last_used_at, Date.now())}</td>
              <td>
                <Button size="small" onClick={() => setRemoving(one)}>
                  {passkeys.remove}
                </Button>
              </td>
            </tr>
          ))}
        </DataTable>
      )}
      {removing && (
        <EntryForm
          key={removing.id}
          submit={passkeys.removeOne(removing.name)}
          onSubmit={(values) => remove(removing.id, values['password'] ?? '')}
          entries={[{ name: 'password', label: t.signIn.password, type: 'password', autoComplete: 'current-password' }]}
        />
      )}
      {!browserHasPasskeys() && <Text>{passkeys.notHere}</Text>}
      {browserHasPasskeys() && !removing && <SetUpPasskey withPassword onDone={again} />}
    </Section>
  );
}
