import { Button, Field, Input, makeStyles, Text, tokens } from '@fluentui/react-components';
import type { UseMutationResult } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { faultAt, faultyField } from '../text/fault-at.ts';
import { useText } from '../text/use-text.ts';
import { Section } from './section.tsx';
import { Failure } from './states.tsx';

const useStyles = makeStyles({
  form: { display: 'flex', flexWrap: 'wrap', alignItems: 'start', gap: tokens.spacingHorizontalM },
  name: { flexGrow: 1, maxWidth: '420px' },
  button: { marginBlockStart: '24px', '@media (max-width: 640px)': { marginBlockStart: 0 } },
});

/** A name that can be changed; what was typed stays when that fails. */
export function NameForm(props: {
  readonly title: string;
  readonly label: string;
  readonly name: string;
  readonly mayChange: boolean;
  readonly rename: UseMutationResult<unknown, Error, string>;
}) {
  const styles = useStyles();
  const { t } = useText();
  const { rename, mayChange } = props;
  const [typed, type] = useState<string | null>(null);
  const name = typed ?? props.name;
  const isEmpty = name.trim() === '';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isEmpty) rename.mutate(name.trim(), { onSuccess: () => type(null) });
  };
  return (
    <Section title={props.title}>
      <form className={styles.form} onSubmit={submit}>
        <Field
          label={props.label}
          className={styles.name}
          validationMessage={typed !== null && isEmpty ? t.states.needed : faultAt(t, rename.error, 'name')}
        >
          <Input value={name} maxLength={200} disabled={!mayChange} onChange={(_, { value }) => type(value)} />
        </Field>
        {mayChange && (
          <Button className={styles.button} type="submit" disabledFocusable={rename.isPending}>
            {t.settings.save}
          </Button>
        )}
      </form>
      {rename.error && faultyField(rename.error) === null && <Failure error={rename.error} />}
      <Text role="status">{rename.isSuccess && typed === null ? t.settings.saved : ''}</Text>
    </Section>
  );
}
