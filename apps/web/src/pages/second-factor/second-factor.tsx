import { Text } from '@fluentui/react-components';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { client } from '../../data/client.ts';
import { sessionToken } from '../../session/session.ts';
import { Section } from '../../shell/section.tsx';
import { Failure } from '../../shell/states.tsx';
import { useText } from '../../text/use-text.ts';
import { EntryForm } from '../sign-in/entry-form.tsx';
import { Passkeys } from './passkeys.tsx';
import { SetUpApp } from './set-up-app.tsx';

/** One's own second factor, passkeys among them. A matter of sessions: with a token there is none. */
export function SecondFactor() {
  const { t } = useText();
  const queries = useQueryClient();
  const { data, error } = useQuery({ queryKey: ['second-factor'], queryFn: () => client().secondFactor.state() });
  const again = () => queries.invalidateQueries({ queryKey: ['second-factor'] });
  const remove = async (values: Readonly<Record<string, string>>) => {
    await client().secondFactor.remove((values['code'] ?? '').trim());
    await again();
  };
  const own = sessionToken() === null;
  return (
    <>
      <Section title={t.factor.title}>
        {error && <Failure error={error} />}
        {data?.totp && <Text>{t.factor.active(data.recovery_codes_left)}</Text>}
        {data && own && data.totp && (
          <EntryForm
            submit={t.factor.remove}
            onSubmit={remove}
            entries={[{ name: 'code', label: t.factor.code, autoComplete: 'one-time-code' }]}
          />
        )}
        {data && own && !data.totp && data.policy !== 'off' && <SetUpApp onDone={again} />}
      </Section>
      {data && own && (data.policy !== 'off' || data.passwordless) && <Passkeys />}
    </>
  );
}
