import { Button, Field, Input, MessageBar, MessageBarBody, makeStyles, tokens } from '@fluentui/react-components';
import { ProblemError } from '@sprintforge/protocol';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { clientOf } from '../../data/client.ts';
import { Section } from '../../shell/section.tsx';
import { Failure } from '../../shell/states.tsx';
import { useText } from '../../text/use-text.ts';
import { keepPairing } from './pairing.ts';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', alignItems: 'flex-start', gap: tokens.spacingVerticalM },
});

/** Signing in by the code that the web application shows. */
export function PairForm({ project, onPaired }: { readonly project: string; readonly onPaired: () => void }) {
  const styles = useStyles();
  const { t } = useText();
  const [code, setCode] = useState('');
  const pair = useMutation({
    mutationFn: () => clientOf(undefined).account.pair({ code }),
    onSuccess: (paired) => {
      if (paired.project_id !== project) return;
      keepPairing(project, paired.token);
      onPaired();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (code.trim()) pair.mutate();
  };
  const isSpent = pair.error instanceof ProblemError && pair.error.code === 'LINK_INVALID';
  const other = pair.data && pair.data.project_id !== project;
  return (
    <Section first title={t.addIn.pairTitle} lead={t.addIn.pairLead}>
      <form className={styles.form} onSubmit={submit}>
        <Field label={t.addIn.pairCode}>
          <Input value={code} autoComplete="off" maxLength={40} onChange={(_, { value }) => setCode(value)} />
        </Field>
        <Button type="submit" appearance="primary" disabledFocusable={pair.isPending}>
          {t.addIn.pair}
        </Button>
      </form>
      {pair.error && !isSpent && <Failure error={pair.error} />}
      {isSpent && (
        <MessageBar intent="error" layout="multiline" role="alert">
          <MessageBarBody>{t.addIn.pairSpent}</MessageBarBody>
        </MessageBar>
      )}
      {other && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>{t.addIn.pairOther(pair.data.project_name)}</MessageBarBody>
        </MessageBar>
      )}
    </Section>
  );
}
