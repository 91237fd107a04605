import { Button, Field, Input, Link, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../../data/client.ts';
import { Failure } from '../../shell/states.tsx';
import { useText } from '../../text/use-text.ts';
import { EntryForm } from '../sign-in/entry-form.tsx';
import { KeptCodes } from './kept-codes.tsx';

const useStyles = makeStyles({
  steps: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, maxWidth: '400px' },
});

/** Key into the app, first code out of it, recovery codes onto paper. */
export function SetUpApp({ onDone }: { readonly onDone: () => Promise<unknown> }) {
  const styles = useStyles();
  const { t } = useText();
  const begin = useMutation({ mutationFn: () => client().secondFactor.begin() });
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const confirm = async (values: Readonly<Record<string, string>>) => {
    const { recovery_codes } = await client().secondFactor.confirm((values['code'] ?? '').trim());
    if (recovery_codes.length === 0) await onDone();
    else setCodes(recovery_codes);
  };
  if (codes !== null) return <KeptCodes codes={codes} onDone={() => void onDone()} />;
  if (begin.data === undefined)
    return (
      <div className={styles.steps}>
        {begin.error && <Failure error={begin.error} />}
        <Button appearance="primary" disabledFocusable={begin.isPending} onClick={() => begin.mutate()}>
          {t.factor.setUp}
        </Button>
      </div>
    );
  return (
    <div className={styles.steps}>
      <Text>{t.factor.enter}</Text>
      <Field label={t.factor.key}>
        <Input readOnly value={begin.data.secret} />
      </Field>
      <Link href={begin.data.uri}>{t.factor.openApp}</Link>
      <EntryForm
        submit={t.factor.confirm}
        onSubmit={confirm}
        entries={[{ name: 'code', label: t.factor.code, autoComplete: 'one-time-code' }]}
      />
    </div>
  );
}
