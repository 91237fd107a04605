import { MessageBar, MessageBarBody, Text } from '@fluentui/react-components';
import { useState } from 'react';
import { clientOf } from '../../data/client.ts';
import { useText } from '../../text/use-text.ts';
import { EntryForm } from './entry-form.tsx';

/** A link to a new password is mailed; nobody learns here whether there is such an account. */
export function ForgotEntry() {
  const { signIn } = useText().t;
  const [sent, setSent] = useState<string | null>(null);
  const send = async (values: Readonly<Record<string, string>>) => {
    const email = (values['email'] ?? '').trim();
    await clientOf(undefined).account.forgotPassword(email);
    setSent(email);
  };
  if (sent !== null)
    return (
      <MessageBar intent="success" layout="multiline" role="status">
        <MessageBarBody>{signIn.forgotSent(sent)}</MessageBarBody>
      </MessageBar>
    );
  return (
    <>
      <Text>{signIn.forgotLead}</Text>
      <EntryForm
        submit={signIn.forgotSend}
        onSubmit={send}
        entries={[{ name: 'email', label: signIn.email, type: 'email', autoComplete: 'username' }]}
      />
    </>
  );
}
