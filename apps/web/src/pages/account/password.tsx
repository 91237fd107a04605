import { Button, Field, Input, makeStyles, Text, tokens } from '@fluentui/react-components';
import { type FormEvent, useState } from 'react';
import { useChangePassword } from '../../data/account.ts';
import { Section } from '../../shell/section.tsx';
import { Failure } from '../../shell/states.tsx';
import { useText } from '../../text/use-text.ts';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', alignItems: 'start', gap: tokens.spacingVerticalM },
});

/** A new password; every other session ends with the old one. */
export function Password() {
  const styles = useStyles();
  const { t } = useText();
  const { account } = t;
  const change = useChangePassword();
  const [current, setCurrent] = useState('');
  const [password, setPassword] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const emptied = () => {
      setCurrent('');
      setPassword('');
    };
    change.mutate({ current, password }, { onSuccess: emptied });
  };
  return (
    <Section title={account.password} lead={account.passwordLead}>
      <form className={styles.form} onSubmit={submit}>
        <Field label={account.current}>
          <Input
            type="password"
            autoComplete="current-password"
            value={current}
            onChange={(_, { value }) => setCurrent(value)}
          />
        </Field>
        <Field label={t.links.newPassword} hint={t.links.passwordHint}>
          <Input
            type="password"
            autoComplete="new-password"
            value={password}
            onChange={(_, { value }) => setPassword(value)}
          />
        </Field>
        <Button type="submit" disabledFocusable={change.isPending || current === '' || password === ''}>
          {account.change}
        </Button>
      </form>
      {change.error && <Failure error={change.error} />}
      <Text role="status">{change.isSuccess ? account.changed : ''}</Text>
    </Section>
  );
}
