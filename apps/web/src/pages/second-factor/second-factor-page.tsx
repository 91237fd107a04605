import { Button, Text } from '@fluentui/react-components';
import type { Me } from '@sprintforge/protocol';
import { useQueryClient } from '@tanstack/react-query';
import { client } from '../../data/client.ts';
import { signOut } from '../../session/sign-out.ts';
import { useText } from '../../text/use-text.ts';
import { Entrance } from '../sign-in/entrance.tsx';
import { EntryForm } from '../sign-in/entry-form.tsx';
import { SetUpApp } from './set-up-app.tsx';

/** What stands between a password and the application: a code, or first of all an app that gives codes. */
export function SecondFactorPage({ lacks }: { readonly lacks: NonNullable<Me['lacks']> }) {
  const { t } = useText();
  const queries = useQueryClient();
  const whole = () => queries.invalidateQueries();
  const give = async (values: Readonly<Record<string, string>>) => {
    await client().secondFactor.give((values['code'] ?? '').trim());
    await whole();
  };
  return (
    <Entrance title={t.factor.title} lead={lacks === 'code' ? t.factor.give : t.factor.needed}>
      {lacks === 'code' ? (
        <>
          <EntryForm
            submit={t.signIn.submit}
            onSubmit={give}
            entries={[{ name: 'code', label: t.factor.code, autoComplete: 'one-time-code' }]}
          />
          <Text size={200}>{t.factor.lost}</Text>
        </>
      ) : (
        <SetUpApp onDone={whole} />
      )}
      <Button appearance="subtle" onClick={() => void signOut()}>
        {t.shell.signOut}
      </Button>
    </Entrance>
  );
}
