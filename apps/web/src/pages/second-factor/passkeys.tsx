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

type Doing = { readonly what: 'rename' | 'remove'; readonly one: Passkey };

/** One's own, to be added, renamed and removed. */
export function Passkeys() {
  const { t, format } = useText();
  const queries = useQueryClient();
  const [doing, setDoing] = useState<Doing | null>(null);
  const { data, error } = useQuery({ queryKey: ['passkeys'], queryFn: () => client().passkeys.list() });
  const again = () =>
    Promise.all(['passkeys', 'second-factor'].map((key) => queries.invalidateQueries({ queryKey: [key] })));
  const act = async ({ what, one }: Doing, values: Readonly<Record<string, string>>) => {
    if (what === 'rename') await client().passkeys.rename(one.id, (values['name'] ?? '').trim());
    else await client().passkeys.remove(one.id, values['password'] ?? '');
    setDoing(null);
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
                <Button size="small" onClick={() => setDoing({ what: 'rename', one })}>
                  {passkeys.rename}
                </Button>{' '}
                <Button size="small" onClick={() => setDoing({ what: 'remove', one })}>
                  {passkeys.remove}
                </Button>
              </td>
            </tr>
          ))}
        </DataTable>
      )}
      {doing && (
        <EntryForm
          key={`${doing.what} ${doing.one.id}`}
          submit={doing.what === 'rename' ? passkeys.renameOne(doing.one.name) : passkeys.removeOne(doing.one.name)}
          onSubmit={(values) => act(doing, values)}
          entries={[
            doing.what === 'rename'
              ? {
                  name: 'name',
                  label: passkeys.name,
                  hint: passkeys.nameHint,
                  value: doing.one.name,
                  autoComplete: 'off',
                }
              : { name: 'password', label: t.signIn.password, type: 'password', autoComplete: 'current-password' },
          ]}
        />
      )}
      {!browserHasPasskeys() && <Text>{passkeys.notHere}</Text>}
      {browserHasPasskeys() && !doing && <SetUpPasskey withPassword onDone={again} />}
    </Section>
  );
}
