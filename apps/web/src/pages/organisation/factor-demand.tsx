import { Checkbox, Radio, RadioGroup } from '@fluentui/react-components';
import type { SecondFactorState } from '@sprintforge/protocol';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../../data/client.ts';
import { Ask } from '../../shell/ask.tsx';
import { Section } from '../../shell/section.tsx';
import { Failure } from '../../shell/states.tsx';
import { useText } from '../../text/use-text.ts';

type Policy = SecondFactorState['policy'];
const policies: readonly Policy[] = ['off', 'optional', 'required'];

/** Whether the organisation asks people with a password for more, and whether a passkey does without one. What makes open sessions lack something is asked once more. */
export function FactorDemand() {
  const { t } = useText();
  const queries = useQueryClient();
  const { data, error, refetch } = useQuery({
    queryKey: ['second-factor'],
    queryFn: () => client().secondFactor.state(),
  });
  const [asked, ask] = useState(false);
  const set = async (policy: Policy) => {
    await client().secondFactor.setPolicy(policy);
    await queries.invalidateQueries();
  };
  const choose = useMutation({ mutationFn: set });
  const allow = useMutation({
    mutationFn: (passwordless: boolean) => client().secondFactor.setPasswordless(passwordless),
    onSuccess: () => queries.invalidateQueries(),
  });
  return (
    <Section title={t.factorDemand.title} lead={t.factorDemand.lead}>
      {error && <Failure error={error} retry={() => void refetch()} />}
      {choose.error && <Failure error={choose.error} />}
      {allow.error && <Failure error={allow.error} />}
      {data && (
        <RadioGroup
          aria-label={t.factor.policy}
          value={data.policy}
          disabled={choose.isPending}
          onChange={(_, { value }) => (value === 'required' ? ask(true) : choose.mutate(value as Policy))}
        >
          {policies.map((policy) => (
            <Radio key={policy} value={policy} label={t.factor.policies[policy]} />
          ))}
        </RadioGroup>
      )}
      {data && (
        <Checkbox
          label={t.passkeys.alone}
          checked={data.passwordless}
          disabled={allow.isPending}
          onChange={(_, { checked }) => allow.mutate(checked === true)}
        />
      )}
      {asked && (
        <Ask
          title={t.factorDemand.ask(t.factor.policies.required)}
          text={t.factorDemand.askText}
          button={t.settings.save}
          act={() => set('required')}
          onClose={() => ask(false)}
        />
      )}
    </Section>
  );
}
