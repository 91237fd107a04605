import { Button, MessageBar, MessageBarBody } from '@fluentui/react-components';
import type { SignOnOffer } from '@sprintforge/protocol';
import { useState } from 'react';
import { clientOf } from '../../data/client.ts';
import { useText } from '../../text/use-text.ts';
import { EntryForm } from './entry-form.tsx';

type Provider = SignOnOffer['providers'][number];

/** By the identity provider of one's organisation, which goes by the domain of the address. */
export function OrganisationEntry(props: { readonly next: string | undefined }) {
  const { t } = useText();
  const [offered, setOffered] = useState<readonly Provider[] | null>(null);
  const account = clientOf(undefined).signOn;
  const go = async ({ id }: Provider) => {
    const { url } = await account.begin({ provider_id: id, ...(props.next ? { to: props.next } : {}) });
    location.assign(url);
  };
  const ask = async (values: Readonly<Record<string, string>>) => {
    const { providers } = await account.offer((values['email'] ?? '').trim());
    const [only, another] = providers;
    if (only && !another) await go(only);
    else setOffered(providers);
  };
  return (
    <>
      <EntryForm
        submit={t.signIn.goOn}
        onSubmit={ask}
        entries={[{ name: 'email', label: t.signIn.email, type: 'email', autoComplete: 'username' }]}
      />
      {offered?.length === 0 && (
        <MessageBar intent="warning">
          <MessageBarBody>{t.signIn.noProvider}</MessageBarBody>
        </MessageBar>
      )}
      {offered?.map((one) => (
        <Button key={one.id} onClick={() => void go(one)}>
          {t.signIn.signInAt(one.name, one.organisation)}
        </Button>
      ))}
    </>
  );
}
