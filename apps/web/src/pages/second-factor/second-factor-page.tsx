import { Button, Divider, Text } from '@fluentui/react-components';
import type { Me } from '@sprintforge/protocol';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { client } from '../../data/client.ts';
import { browserHasPasskeys, provePasskey } from '../../session/passkey.ts';
import { signOut } from '../../session/sign-out.ts';
import { Failure } from '../../shell/states.tsx';
import { useText } from '../../text/use-text.ts';
import { Entrance } from '../sign-in/entrance.tsx';
import { EntryForm } from '../sign-in/entry-form.tsx';
import { SetUpApp } from './set-up-app.tsx';
import { SetUpPasskey } from './set-up-passkey.tsx';

/** What stands between a password and the application: a passkey or a code, or first of all a passkey or an app that gives codes. */
export function SecondFactorPage({ lacks }: { readonly lacks: NonNullable<Me['lacks']> }) {
  const { t } = useText();
  const queries = useQueryClient();
  const whole = () => queries.invalidateQueries();
  const give = async (values: Readonly<Record<string, string>>) => {
    await client().secondFactor.give((values['code'] ?? '').trim());
    await whole();
  };
  const state = useQuery({ queryKey: ['second-factor'], queryFn: () => client().secondFactor.state() });
  const prove = useMutation({
    mutationFn: async () => {
      const { passkeys } = client();
      await passkeys.give(await provePasskey(await passkeys.beginProof()));
      await whole();
    },
  });
  return (
    <Entrance title={t.factor.title} lead={lacks === 'code' ? t.factor.give : t.factor.needed}>
      {lacks === 'code' ? (
        <>
          {prove.error && <Failure error={prove.error} />}
          {browserHasPasskeys() && (state.data?.passkeys ?? 0) > 0 && (
            <Button appearance="primary" disabledFocusable={prove.isPending} onClick={() => prove.mutate()}>
              {t.passkeys.use}
            </Button>
          )}
          <EntryForm
            submit={t.signIn.submit}
            onSubmit={give}
            entries={[{ name: 'code', label: t.factor.code, autoComplete: 'one-time-code' }]}
          />
          <Text size={200}>{t.factor.lost}</Text>
        </>
      ) : (
        <>
          <SetUpApp onDone={whole} />
          {browserHasPasskeys() && (
            <>
              <Divider>{t.passkeys.or}</Divider>
              <SetUpPasskey withPassword={false} onDone={whole} />
            </>
          )}
        </>
      )}
      <Button appearance="subtle" onClick={() => void signOut()}>
        {t.shell.signOut}
      </Button>
    </Entrance>
  );
}
