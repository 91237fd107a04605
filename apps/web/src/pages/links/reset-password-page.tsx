import { useNavigate } from '@tanstack/react-router';
import { clientOf } from '../../data/client.ts';
import { useText } from '../../text/use-text.ts';
import { EntryForm } from '../sign-in/entry-form.tsx';
import { MailedLink } from './mailed-link.tsx';

/** A new password by a mailed link. */
export function ResetPasswordPage() {
  const { t } = useText();
  const navigate = useNavigate();
  const set = async (token: string, values: Readonly<Record<string, string>>) => {
    await clientOf(undefined).account.resetPassword(token, values['password'] ?? '');
    await navigate({ to: '/sign-in', search: {}, hash: 'renewed' });
  };
  return (
    <MailedLink title={t.links.resetTitle} lead={t.links.forWhom}>
      {(token) => (
        <EntryForm
          submit={t.links.reset}
          onSubmit={(values) => set(token, values)}
          entries={[
            {
              name: 'password',
              label: t.links.newPassword,
              type: 'password',
              hint: t.links.passwordHint,
              autoComplete: 'new-password',
            },
          ]}
        />
      )}
    </MailedLink>
  );
}
