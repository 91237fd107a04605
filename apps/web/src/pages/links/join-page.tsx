import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { clientOf } from '../../data/client.ts';
import { beginSession } from '../../session/session.ts';
import { useText } from '../../text/use-text.ts';
import { EntryForm } from '../sign-in/entry-form.tsx';
import { MailedLink } from './mailed-link.tsx';

/** An invitation is taken up. */
export function JoinPage() {
  const { t } = useText();
  const navigate = useNavigate();
  const [known, setKnown] = useState(false);
  const join = async (token: string, values: Readonly<Record<string, string>>) => {
    await clientOf(undefined).account.acceptInvitation({
      token,
      name: values['name'] ?? '',
      password: values['password'] ?? '',
    });
    beginSession();
    await navigate({ to: '/' });
  };
  return (
    <MailedLink title={t.links.joinTitle} lead={t.links.invited} onLink={(link) => setKnown(link.known)}>
      {(token) => (
        <EntryForm
          submit={t.links.join}
          onSubmit={(values) => join(token, values)}
          entries={[
            { name: 'name', label: t.links.name, autoComplete: 'name' },
            {
              name: 'password',
              label: known ? t.signIn.password : t.links.choosePassword,
              type: 'password',
              hint: known ? t.links.passwordKnown : t.links.passwordHint,
              autoComplete: known ? 'current-password' : 'new-password',
            },
          ]}
        />
      )}
    </MailedLink>
  );
}
