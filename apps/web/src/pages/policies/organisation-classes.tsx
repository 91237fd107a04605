import { Button, Field, Input, makeStyles, tokens } from '@fluentui/react-components';
import type { PrivacyName } from '@sprintforge/protocol';
import { type FormEvent, useState } from 'react';
import { useOrganisationClasses, useSetOrganisationClasses } from '../../data/organisation.ts';
import { Section } from '../../shell/section.tsx';
import { Failure } from '../../shell/states.tsx';
import { useText } from '../../text/use-text.ts';
import { ClassTable, withClass } from './class-table.tsx';

const useStyles = makeStyles({
  form: { display: 'flex', flexWrap: 'wrap', alignItems: 'start', gap: tokens.spacingHorizontalM },
  button: { marginBlockStart: '24px', '@media (max-width: 640px)': { marginBlockStart: 0 } },
});

/** Fields that projects have by themselves. */
const known = ['name', 'assignee', 'status', 'percent', 'start', 'finish', 'duration', 'priority', 'cost', 'notes'];
const ofResources = ['name', 'email', 'role', 'capacity', 'rate'];

/** Which fields are personal in every project that does not say otherwise. */
export function OrganisationClasses({ mayChange }: { readonly mayChange: boolean }) {
  const { t } = useText();
  const { policies } = t;
  const { data, error, refetch } = useOrganisationClasses();
  const set = useSetOrganisationClasses();
  const labels = new Map([
    ...known.map((key) => [key, t.fields[key] ?? key] as const),
    ...ofResources.map((key) => [`resource.${key}`, policies.ofResource(policies.resource[key] ?? key)] as const),
  ]);
  const others = Object.keys(data ?? {}).filter((key) => !labels.has(key));
  const change = (field: string, said: PrivacyName | null) => set.mutate(withClass(data ?? {}, field, said));
  return (
    <Section title={policies.classes} lead={policies.classesLead}>
      {error && <Failure error={error} retry={() => void refetch()} />}
      {set.error && <Failure error={set.error} />}
      {data && (
        <ClassTable
          rows={[...labels, ...others.map((key) => [key, key] as const)].map(([field, label]) => ({
            field,
            label,
            said: data[field] ?? null,
            otherwise: policies.unsaid,
          }))}
          mayChange={mayChange}
          pending={set.isPending}
          onChange={change}
        />
      )}
      {data && mayChange && <AnotherField onAdd={(key) => change(key, 'personal')} />}
    </Section>
  );
}

/** A column of single projects, by its key; personal until somebody chooses otherwise. */
function AnotherField({ onAdd }: { readonly onAdd: (key: string) => void }) {
  const styles = useStyles();
  const { t } = useText();
  const { policies } = t;
  const [key, setKey] = useState('');
  const [tried, setTried] = useState(false);
  const fits = /^[\w.@-]{1,100}$/.test(key.trim());
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(!fits);
    if (!fits) return;
    onAdd(key.trim());
    setKey('');
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <Field
        label={policies.anotherField}
        hint={policies.keyHint}
        validationMessage={tried && !fits ? policies.badKey : null}
      >
        <Input dir="ltr" value={key} maxLength={100} onChange={(_, { value }) => setKey(value)} />
      </Field>
      <Button type="submit" className={styles.button}>
        {t.settings.add}
      </Button>
    </form>
  );
}
