import { Button, Field, Input, makeStyles, Text, tokens } from '@fluentui/react-components';
import { type FormEvent, useState } from 'react';
import { useCreateToken, useRevokeToken, useTokens } from '../../data/connect.ts';
import { DataTable } from '../../shell/data-table.tsx';
import { Section } from '../../shell/section.tsx';
import { Failure } from '../../shell/states.tsx';
import { useText } from '../../text/use-text.ts';
import { Secret } from './secret.tsx';

const useStyles = makeStyles({
  form: { display: 'flex', flexWrap: 'wrap', alignItems: 'end', gap: tokens.spacingHorizontalM },
});

/** Personal tokens: made, shown once, revoked. */
export function Tokens() {
  const styles = useStyles();
  const { t, format } = useText();
  const { connect } = t;
  const { data } = useTokens();
  const create = useCreateToken();
  const revoke = useRevokeToken();
  const [name, setName] = useState('');
  const good = data?.filter((token) => token.revoked_at === null) ?? [];
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim()) create.mutate(name.trim(), { onSuccess: () => setName('') });
  };
  return (
    <Section title={connect.tokensTitle} lead={connect.tokensLead}>
      <form className={styles.form} onSubmit={submit}>
        <Field label={connect.tokenName}>
          <Input value={name} maxLength={100} onChange={(_, { value }) => setName(value)} />
        </Field>
        <Button type="submit" disabledFocusable={create.isPending}>
          {connect.tokenMake}
        </Button>
      </form>
      {create.error && <Failure error={create.error} />}
      {create.data && (
        <>
          <Text role="status">{connect.tokenOnce}</Text>
          <Secret text={create.data.token} />
        </>
      )}
      {revoke.error && <Failure error={revoke.error} />}
      {good.length > 0 && (
        <DataTable label={connect.tokensTitle} heads={[connect.tokenName, connect.tokenUntil, t.states.action]}>
          {good.map((token) => (
            <tr key={token.id}>
              <td>{token.name}</td>
              <td>{token.expires_at ? connect.tokenEnds(format.instant(token.expires_at)) : connect.tokenForever}</td>
              <td>
                <Button size="small" disabledFocusable={revoke.isPending} onClick={() => revoke.mutate(token.id)}>
                  {connect.revoke}
                </Button>
              </td>
            </tr>
          ))}
        </DataTable>
      )}
    </Section>
  );
}
