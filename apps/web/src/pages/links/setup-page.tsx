import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { clientOf } from '../../data/client.ts';
import { beginSession, takeSecret } from '../../session/session.ts';
import { useText } from '../../text/use-text.ts';
import { Entrance } from '../sign-in/entrance.tsx';
import { EntryForm } from '../sign-in/entry-form.tsx';

/** The first organisation and its owner, made with the link that a fresh server prints. */
export function SetupPage() {
  const { t } = useText();
  const navigate = useNavigate();
  const [token] = useState(() => takeSecret() ?? '');
  const make = async (values: Readonly<Record<string, string>>) => {
    const { organisation = '', name = '', email = '', password = '' } = values;
    await clientOf(undefined).account.setup({ token, organisation, name, email, password });
    beginSession();
    await navigate({ to: '/' });
  };
  return (
    <Entrance title={t.links.setupTitle} lead={t.links.setupLead}>
      <EntryForm
        submit={t.links.setup}
        onSubmit={make}
        entries={[
          { name: 'organisation', label: t.links.organisation, autoComplete: 'organization' },
          { name: 'name', label: t.links.name, autoComplete: 'name' },
          { name: 'email', label: t.signIn.email, type: 'email', autoComplete: 'username' },
          {
            name: 'password',
            label: t.signIn.password,
            type: 'password',
            hint: t.links.passwordHint,
            autoComplete: 'new-password',
          },
        ]}
      />
    </Entrance>
  );
}
