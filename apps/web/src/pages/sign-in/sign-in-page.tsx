import { Button, MessageBar, MessageBarBody, Text } from '@fluentui/react-components';
import { useMutation, useQuery } from '@tanstack/react-query';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { clientOf } from '../../data/client.ts';
import { browserHasPasskeys, provePasskey } from '../../session/passkey.ts';
import { beginSession } from '../../session/session.ts';
import { Failure } from '../../shell/states.tsx';
import { codeText } from '../../text/explain.ts';
import { useText } from '../../text/use-text.ts';
import { Entrance } from './entrance.tsx';
import { EntryForm } from './entry-form.tsx';
import { ForgotEntry } from './forgot-entry.tsx';
import { OrganisationEntry } from './organisation-entry.tsx';
import { takeReturned } from './returned.ts';

const route = getRouteApi('/sign-in');
type Way = 'password' | 'organisation' | 'token' | 'forgot';

/** Whoever tries the demo does so on their own machine. */
const isOwnMachine = ['localhost', '127.0.0.1', '[::1]'].includes(location.hostname);

/** With address and password, a passkey, at one's organisation, or with a personal token. */
export function SignInPage() {
  const { t } = useText();
  const { next } = route.useSearch();
  const { history } = useRouter();
  const [way, setWay] = useState<Way>('password');
  const [returned] = useState(takeReturned);
  const ways = useQuery({ queryKey: ['ways'], queryFn: () => clientOf(undefined).account.ways(), staleTime: 300_000 });
  // a path of ours only, never another site's address
  const to = next?.startsWith('/') && !next.startsWith('//') ? next : undefined;
  const enter = (token?: string) => {
    beginSession(token);
    history.push(to ?? '/');
  };
  useEffect(() => {
    if (returned === null || !('signedIn' in returned)) return;
    beginSession();
    history.replace(to ?? '/');
  }, [returned, to, history]);
  const byPassword = async (values: Readonly<Record<string, string>>) => {
    await clientOf(undefined).account.signIn({ email: values['email'] ?? '', password: values['password'] ?? '' });
    enter();
  };
  const byPasskey = useMutation({
    mutationFn: async () => {
      const { passkeys } = clientOf(undefined);
      await passkeys.signIn(await provePasskey(await passkeys.beginSignIn()));
      enter();
    },
  });
  const byToken = async (values: Readonly<Record<string, string>>) => {
    const token = (values['token'] ?? '').trim();
    await clientOf(token).whoami();
    enter(token);
  };
  const others = (['password', 'organisation', 'token'] as const).filter(
    (one) => one !== way && (one !== 'organisation' || ways.data?.sign_on),
  );
  return (
    <Entrance title={t.shell.product} lead={t.signIn.lead}>
      {returned !== null && 'problem' in returned && (
        <MessageBar intent="error" layout="multiline">
          <MessageBarBody>{codeText(t, returned.problem)}</MessageBarBody>
        </MessageBar>
      )}
      {returned !== null && 'renewed' in returned && (
        <MessageBar intent="success" layout="multiline">
          <MessageBarBody>{t.signIn.renewed}</MessageBarBody>
        </MessageBar>
      )}
      {ways.data?.setup_needed && (
        <MessageBar layout="multiline">
          <MessageBarBody>{t.signIn.newServer}</MessageBarBody>
        </MessageBar>
      )}
      {way === 'password' && (
        <EntryForm
          key="password"
          submit={t.signIn.submit}
          onSubmit={byPassword}
          entries={[
            { name: 'email', label: t.signIn.email, type: 'email', autoComplete: 'username' },
            { name: 'password', label: t.signIn.password, type: 'password', autoComplete: 'current-password' },
          ]}
        />
      )}
      {way === 'organisation' && <OrganisationEntry next={to} />}
      {way === 'token' && (
        <EntryForm
          key="token"
          submit={t.signIn.submit}
          onSubmit={byToken}
          entries={[
            { name: 'token', label: t.signIn.token, type: 'password', hint: t.signIn.hint, autoComplete: 'off' },
          ]}
        />
      )}
      {way === 'forgot' && <ForgotEntry />}
      {byPasskey.error && <Failure error={byPasskey.error} />}
      {ways.data?.passkey && browserHasPasskeys() && (
        <Button disabledFocusable={byPasskey.isPending} onClick={() => byPasskey.mutate()}>
          {t.passkeys.signIn}
        </Button>
      )}
      {way === 'password' && ways.data?.mail && (
        <Button appearance="subtle" onClick={() => setWay('forgot')}>
          {t.signIn.forgot}
        </Button>
      )}
      {way === 'password' && ways.data?.mail === false && <Text size={200}>{t.signIn.forgotAsk}</Text>}
      {others.map((other) => (
        <Button key={other} appearance="subtle" onClick={() => setWay(other)}>
          {way === 'forgot' && other === 'password' ? t.signIn.back : t.signIn.instead[other]}
        </Button>
      ))}
      {isOwnMachine && <Text size={200}>{t.signIn.demo}</Text>}
    </Entrance>
  );
}
