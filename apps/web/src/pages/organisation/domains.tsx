import { Button, MessageBar, MessageBarBody, makeStyles, Text, tokens } from '@fluentui/react-components';
import type { DomainProof } from '@sprintforge/protocol';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../../data/client.ts';
import { DataTable } from '../../shell/data-table.tsx';
import { Section } from '../../shell/section.tsx';
import { Failure } from '../../shell/states.tsx';
import { useText } from '../../text/use-text.ts';
import { Secret } from '../connect/secret.tsx';
import { EntryForm } from '../sign-in/entry-form.tsx';

const useStyles = makeStyles({
  record: { display: 'grid', gap: tokens.spacingVerticalXS, margin: 0, '& dd': { margin: 0 } },
});

/** Domains of addresses that providers may speak for; nothing where the server takes the organisation's word for it. */
export function Domains() {
  const { t, format } = useText();
  const { domains } = t;
  const queries = useQueryClient();
  const { data, error } = useQuery({ queryKey: ['domains'], queryFn: () => client().signOn.domains() });
  const again = () => queries.invalidateQueries({ queryKey: ['domains'] });
  const [asked, setAsked] = useState<DomainProof | null>(null);
  const prove = async (values: Readonly<Record<string, string>>) => {
    setAsked(await client().signOn.proveDomain((values['domain'] ?? '').trim()));
    await again();
  };
  const remove = useMutation({
    mutationFn: (domain: string) => client().signOn.removeDomain(domain),
    onSuccess: again,
  });
  if (data && !data.needed) return null;
  return (
    <Section title={domains.title} lead={domains.lead}>
      {error && <Failure error={error} />}
      {remove.error && <Failure error={remove.error} />}
      {data && data.domains.length > 0 && (
        <DataTable label={domains.title} heads={[domains.domain, domains.proved, t.states.action]}>
          {data.domains.map(({ domain, proved_at }) => (
            <tr key={domain}>
              <td>
                <bdi>{domain}</bdi>
              </td>
              <td>{format.ago(proved_at, Date.now())}</td>
              <td>
                <Button size="small" disabledFocusable={remove.isPending} onClick={() => remove.mutate(domain)}>
                  {domains.remove}
                </Button>
              </td>
            </tr>
          ))}
        </DataTable>
      )}
      {asked && <Asked proof={asked} />}
      <EntryForm
        submit={domains.prove}
        onSubmit={prove}
        entries={[{ name: 'domain', label: domains.domain, hint: domains.hint, autoComplete: 'off' }]}
      />
    </Section>
  );
}

/** What was found, and the record that has to be there. */
function Asked({ proof }: { readonly proof: DomainProof }) {
  const styles = useStyles();
  const { domains } = useText().t;
  const { domain, record, found, proved_at } = proof;
  if (proved_at !== null)
    return (
      <MessageBar intent="success">
        <MessageBarBody>{domains.done(domain)}</MessageBarBody>
      </MessageBar>
    );
  return (
    <>
      <MessageBar intent="warning" layout="multiline">
        <MessageBarBody>{found === null ? domains.silent : domains.missing(domain)}</MessageBarBody>
      </MessageBar>
      <Text>{domains.record}</Text>
      <dl className={styles.record}>
        <dt>{domains.recordName}</dt>
        <dd>
          <Secret text={record.name} />
        </dd>
        <dt>{domains.recordValue}</dt>
        <dd>
          <Secret text={record.value} />
        </dd>
      </dl>
    </>
  );
}
