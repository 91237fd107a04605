import { Button, Field, Input, makeStyles, Text, tokens } from '@fluentui/react-components';
import type { CustomFieldType } from '@sprintforge/protocol';
import { type FormEvent, useState } from 'react';
import { useAddField } from '../../data/fields.ts';
import { Section } from '../../shell/section.tsx';
import { Failure } from '../../shell/states.tsx';
import { faultAt, faultyField } from '../../text/fault-at.ts';
import { useText } from '../../text/use-text.ts';
import { FieldTypeChoice } from './field-type.tsx';

const useStyles = makeStyles({
  form: { display: 'flex', flexWrap: 'wrap', alignItems: 'start', gap: tokens.spacingHorizontalM },
  wide: { flexGrow: 1, maxWidth: '420px' },
  button: { marginBlockStart: '24px', '@media (max-width: 640px)': { marginBlockStart: 0 } },
});

/** A column that the plan does not have yet. */
export function NewField({ project }: { readonly project: string }) {
  const styles = useStyles();
  const { t } = useText();
  const { columns } = t;
  const add = useAddField(project);
  const [label, setLabel] = useState('');
  const [type, setType] = useState<CustomFieldType>('text');
  const [tried, setTried] = useState(false);
  const lacks = label.trim() === '';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(lacks);
    if (!lacks) add.mutate({ label: label.trim(), type }, { onSuccess: () => setLabel('') });
  };
  return (
    <Section title={columns.add} lead={columns.addLead}>
      <form className={styles.form} onSubmit={submit} noValidate>
        <Field
          label={columns.name}
          className={styles.wide}
          validationMessage={tried && lacks ? t.states.needed : faultAt(t, add.error, 'label')}
        >
          <Input value={label} maxLength={100} onChange={(_, { value }) => setLabel(value)} />
        </Field>
        <Field label={t.settings.kind}>
          <FieldTypeChoice value={type} onChange={setType} />
        </Field>
        <Button className={styles.button} type="submit" disabledFocusable={add.isPending}>
          {t.settings.add}
        </Button>
      </form>
      {add.error && faultyField(add.error) === null && <Failure error={add.error} />}
      <Text role="status">{add.isSuccess ? columns.added(add.data.label) : ''}</Text>
    </Section>
  );
}
