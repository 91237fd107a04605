import { Button, Field, Input, Link, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../../data/client.ts';
import { Failure } from '../../shell/states.tsx';
import { useText } from '../../text/use-text.ts';
import { EntryForm } from '../sign-in/entry-form.tsx';

const useStyles = makeStyles({
  steps: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  codes: {
    fontFamily: tokens.fontFamilyMonospace,
    columnCount: 2,
    margin: 0,
    padding: 0,
    listStyleType: 'none',
  },
});

/** Key into the app, first code out of it, recovery codes onto paper. */
export function SetUpApp({ onDone }: { readonly onDone: () => Promise<unknown> }) {
  const styles = useStyles();
  const { t } = useText();
  const begin = useMutation({ mutationFn: () => client().secondFactor.begin() });
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const confirm = async (values: Readonly<Record<string, string>>) => {
    setCodes((await client().secondFactor.confirm((values['code'] ?? '').trim())).recovery_codes);
  };
  if (codes !== null)
    return (
      <div className={styles.steps}>
        <Text>{t.factor.keep}</Text>
        <ul className={styles.codes}>
          {codes.map((code) => (
            <li key={code}>{code}</li>
          ))}
        </ul>
        <Button appearance="primary" onClick={() => void onDone()}>
          {t.factor.kept}
        </Button>
      </div>
    );
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
