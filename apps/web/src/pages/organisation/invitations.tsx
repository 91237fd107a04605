import { Button, Field, Input, makeStyles, Select, tokens } from '@fluentui/react-components';
import type { RoleName } from '@sprintforge/protocol';
import { type FormEvent, useState } from 'react';
import { useInvitations, useInvite, useWithdrawInvitation } from '../../data/settings.ts';
import { DataTable } from '../../shell/data-table.tsx';
import { Section } from '../../shell/section.tsx';
import { Failure } from '../../shell/states.tsx';
import { useText } from '../../text/use-text.ts';
import { HandedLink } from './handed-link.tsx';
import { roles } from './members.tsx';

const useStyles = makeStyles({
  form: { display: 'flex', flexWrap: 'wrap', alignItems: 'end', gap: tokens.spacingHorizontalM },
});

/** People are asked to join; where no mail is sent, the link is handed over by hand. */
export function Invitations() {
  const styles = useStyles();
  const { t, format } = useText();
  const { settings } = t;
  const { data } = useInvitations(true);
  const invite = useInvite();
  const withdraw = useWithdrawInvitation();
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<RoleName>('editor');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    invite.mutate({ email: email.trim(), role }, { onSuccess: () => setEmail('') });
  };
  return (
    <Section title={settings.invite}>
      <form className={styles.form} onSubmit={submit}>
        <Field label={t.signIn.email}>
          <Input type="email" value={email} onChange={(_, { value }) => setEmail(value)} />
        </Field>
        <Field label={settings.role}>
          <Select value={role} onChange={(_, { value }) => setRole(value as RoleName)}>
            {roles.map((one) => (
              <option key={one} value={one}>
                {t.shell.role[one]}
              </option>
            ))}
          </Select>
        </Field>
        <Button type="submit" disabledFocusable={invite.isPending}>
          {settings.sendInvitation}
        </Button>
      </form>
      {invite.error && <Failure error={invite.error} />}
      {invite.data && <HandedLink made={invite.data} />}
      {withdraw.error && <Failure error={withdraw.error} />}
      {data && data.invitations.length > 0 && (
        <DataTable label={settings.invite} heads={[t.signIn.email, settings.role, settings.until, t.states.action]}>
          {data.invitations.map((one) => (
            <tr key={one.id}>
              <td>{one.email}</td>
              <td>{t.shell.role[one.role]}</td>
              <td>
                <time dateTime={one.expires_at}>{format.instant(one.expires_at)}</time>
              </td>
              <td>
                <Button size="small" disabledFocusable={withdraw.isPending} onClick={() => withdraw.mutate(one.id)}>
                  {settings.withdraw}
                </Button>
              </td>
            </tr>
          ))}
        </DataTable>
      )}
    </Section>
  );
}
