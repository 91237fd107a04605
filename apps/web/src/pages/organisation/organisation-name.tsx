import { Button, Field, Input, makeStyles, Text, tokens } from '@fluentui/react-components';
import { type FormEvent, useState } from 'react';
import { useOrganisation, useRename } from '../../data/organisation.ts';
import { Section } from '../../shell/section.tsx';
import { Failure } from '../../shell/states.tsx';
import { faultAt, faultyField } from '../../text/fault-at.ts';
import { useText } from '../../text/use-text.ts';

const useStyles = makeStyles({
  form: { display: 'flex', flexWrap: 'wrap', alignItems: 'start', gap: tokens.spacingHorizontalM },
  name: { flexGrow: 1, maxWidth: '420px' },
  button: { marginBlockStart: '24px', '@media (max-width: 640px)': { marginBlockStart: 0 } },
});

export function OrganisationName({ mayChange }: { readonly mayChange: boolean }) {
  const styles = useStyles();
  const { t } = useText();
  const { data, error, refetch } = useOrganisation();
  const [typed, type] = useState<string | null>(null);
  const rename = useRename();
  const name = typed ?? data?.name ?? '';
  const isEmpty = name.trim() === '';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isEmpty) rename.mutate(name.trim(), { onSuccess: () => type(null) });
  };
  return (
    <Section title={t.links.organisation}>
      {error && <Failure error={error} retry={() => void refetch()} />}
      {data && (
        <form className={styles.form} onSubmit={submit}>
          <Field
            label={t.organisation.name}
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
      )}
      {rename.error && faultyField(rename.error) === null && <Failure error={rename.error} />}
      <Text role="status">{rename.isSuccess && typed === null ? t.settings.saved : ''}</Text>
    </Section>
  );
}
