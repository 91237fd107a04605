import { Select, Text } from '@fluentui/react-components';
import type { SecondFactorState } from '@sprintforge/protocol';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { client } from '../../data/client.ts';
import { sessionToken } from '../../session/session.ts';
import { Section } from '../../shell/section.tsx';
import { Failure } from '../../shell/states.tsx';
import { useText } from '../../text/use-text.ts';
import { EntryForm } from '../sign-in/entry-form.tsx';
import { SetUpApp } from './set-up-app.tsx';

type Policy = SecondFactorState['policy'];
const policies: readonly Policy[] = ['off', 'optional', 'required'];

/** One's own second factor, and for owners whether the organisation asks for one. A matter of sessions: with a token there is none. */
export function SecondFactor({ mayChange }: { readonly mayChange: boolean }) {
  const { t } = useText();
  const queries = useQueryClient();
  const { data, error } = useQuery({ queryKey: ['second-factor'], queryFn: () => client().secondFactor.state() });
  const again = () => queries.invalidateQueries({ queryKey: ['second-factor'] });
  const choose = useMutation({
    mutationFn: (policy: Policy) => client().secondFactor.setPolicy(policy),
    onSuccess: () => queries.invalidateQueries(),
  });
  const remove = async (values: Readonly<Record<string, string>>) => {
    await client().secondFactor.remove((values['code'] ?? '').trim());
    await again();
  };
  const own = sessionToken() === null;
  return (
    <Section title={t.factor.title}>
      {error && <Failure error={error} />}
      {choose.error && <Failure error={choose.error} />}
      {data && mayChange && (
        <Select
          aria-label={t.factor.policy}
          value={data.policy}
          onChange={(_, { value }) => choose.mutate(value as Policy)}
        >
          {policies.map((policy) => (
            <option key={policy} value={policy}>
              {t.factor.policies[policy]}
            </option>
          ))}
        </Select>
      )}
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
  );
}
