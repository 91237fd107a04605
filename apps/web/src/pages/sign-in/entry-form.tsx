import { Button, Field, Input, makeStyles, tokens } from '@fluentui/react-components';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Failure } from '../../shell/states.tsx';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL, maxWidth: '400px' },
});

export interface Entry {
  readonly name: string;
  readonly label: string;
  readonly type?: 'text' | 'email' | 'password';
  readonly hint?: string;
  /** What stands there at first. */
  readonly value?: string;
  readonly autoComplete: string;
}

/** A few fields and one button; what was typed stays when it fails. */
export function EntryForm(props: {
  readonly entries: readonly Entry[];
  readonly submit: string;
  /** Values by name. */
  readonly onSubmit: (values: Readonly<Record<string, string>>) => Promise<void>;
}) {
  const styles = useStyles();
  const [values, setValues] = useState<Readonly<Record<string, string>>>(() =>
    Object.fromEntries(props.entries.map(({ name, value = '' }) => [name, value])),
  );
  const send = useMutation({ mutationFn: props.onSubmit });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send.mutate(Object.fromEntries(props.entries.map(({ name }) => [name, values[name] ?? ''])));
  };
  return (
    <form onSubmit={submit} className={styles.form}>
      {props.entries.map(({ name, label, type = 'text', hint, autoComplete }) => (
        <Field key={name} label={label} required {...(hint === undefined ? {} : { hint })}>
          <Input
            name={name}
            type={type}
            autoComplete={autoComplete}
            value={values[name] ?? ''}
            onChange={(_, { value }) => setValues((before) => ({ ...before, [name]: value }))}
          />
        </Field>
      ))}
      {send.error && <Failure error={send.error} />}
      <Button type="submit" appearance="primary" disabledFocusable={send.isPending}>
        {props.submit}
      </Button>
    </form>
  );
}
