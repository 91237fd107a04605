import { Button, Text } from '@fluentui/react-components';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { clientOf } from '../../data/client.ts';
import { beginSession } from '../../session/session.ts';
import { useText } from '../../text/use-text.ts';
import { Entrance } from './entrance.tsx';
import { EntryForm } from './entry-form.tsx';

const route = getRouteApi('/sign-in');

/** With address and password, or with a personal token. */
export function SignInPage() {
  const { t } = useText();
  const { next } = route.useSearch();
  const { history } = useRouter();
  const [way, setWay] = useState<'password' | 'token'>('password');
  const enter = (token?: string) => {
    beginSession(token);
    // a path of ours only, never another site's address
    history.push(next?.startsWith('/') && !next.startsWith('//') ? next : '/');
  };
  const byPassword = async (values: Readonly<Record<string, string>>) => {
    await clientOf(undefined).account.signIn({ email: values['email'] ?? '', password: values['password'] ?? '' });
    enter();
  };
  const byToken = async (values: Readonly<Record<string, string>>) => {
    const token = (values['token'] ?? '').trim();
    await clientOf(token).whoami();
    enter(token);
  };
  const other = way === 'password' ? 'token' : 'password';
  return (
    <Entrance title={t.shell.product} lead={t.signIn.lead}>
      {way === 'password' ? (
        <EntryForm
          key="password"
          submit={t.signIn.submit}
          onSubmit={byPassword}
          entries={[
            { name: 'email', label: t.signIn.email, type: 'email', autoComplete: 'username' },
            { name: 'password', label: t.signIn.password, type: 'password', autoComplete: 'current-password' },
          ]}
        />
      ) : (
        <EntryForm
          key="token"
          submit={t.signIn.submit}
          onSubmit={byToken}
          entries={[
            { name: 'token', label: t.signIn.token, type: 'password', hint: t.signIn.hint, autoComplete: 'off' },
          ]}
        />
      )}
      <Button appearance="subtle" onClick={() => setWay(other)}>
        {t.signIn.instead[other]}
      </Button>
      <Text size={200}>{t.signIn.demo}</Text>
    </Entrance>
  );
}
