import { useState } from 'react';
import { client } from '../../data/client.ts';
import { makePasskey } from '../../session/passkey.ts';
import { useText } from '../../text/use-text.ts';
import { EntryForm } from '../sign-in/entry-form.tsx';
import { KeptCodes } from './kept-codes.tsx';

/** A name, the password where it is asked for, then the browser's own window, and with a first second factor recovery codes onto paper. */
export function SetUpPasskey(props: { readonly withPassword: boolean; readonly onDone: () => Promise<unknown> }) {
  const { t } = useText();
  const [codes, setCodes] = useState<readonly string[]>([]);
  const [made, setMade] = useState(0);
  const add = async (values: Readonly<Record<string, string>>) => {
    const { passkeys } = client();
    const answer = await makePasskey(await passkeys.begin(props.withPassword ? (values['password'] ?? '') : undefined));
    const { recovery_codes } = await passkeys.add((values['name'] ?? '').trim(), answer);
    setMade((before) => before + 1);
    setCodes(recovery_codes);
    if (recovery_codes.length === 0) await props.onDone();
  };
  if (codes.length > 0) {
    const done = () => {
      setCodes([]);
      void props.onDone();
    };
    return <KeptCodes codes={codes} onDone={done} />;
  }
  return (
    <EntryForm
      key={made}
      submit={t.passkeys.add}
      onSubmit={add}
      entries={[
        { name: 'name', label: t.passkeys.name, hint: t.passkeys.nameHint, autoComplete: 'off' },
        ...(props.withPassword
          ? [
              {
                name: 'password',
                label: t.signIn.password,
                type: 'password' as const,
                autoComplete: 'current-password',
              },
            ]
          : []),
      ]}
    />
  );
}
