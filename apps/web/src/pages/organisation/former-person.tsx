import { Button, Field, Input, makeStyles, tokens } from '@fluentui/react-components';
import { type FormEvent, useState } from 'react';
import { useExportPerson } from '../../data/people.ts';
import { Section } from '../../shell/section.tsx';
import { Failure } from '../../shell/states.tsx';
import { useText } from '../../text/use-text.ts';
import { ErasePerson } from './erase-person.tsx';

const useStyles = makeStyles({
  form: { display: 'flex', flexWrap: 'wrap', alignItems: 'start', gap: tokens.spacingHorizontalM },
  who: { flexGrow: 1, maxWidth: '420px' },
  button: { marginBlockStart: '24px', '@media (max-width: 640px)': { marginBlockStart: 0 } },
});

/** Somebody who stands in no list any more: found by address or id. */
export function FormerPerson() {
  const styles = useStyles();
  const { t } = useText();
  const { organisation } = t;
  const [who, setWho] = useState('');
  const [tried, setTried] = useState(false);
  const [erasing, erase] = useState(false);
  const take = useExportPerson();
  const wanted = who.trim();
  const lacks = wanted === '';
  const whenNamed = (act: () => void) => {
    setTried(true);
    if (!lacks) act();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    whenNamed(() => take.mutate(wanted));
  };
  return (
    <Section title={organisation.former} lead={organisation.formerLead}>
      <form className={styles.form} onSubmit={submit}>
        <Field
          label={organisation.who}
          className={styles.who}
          validationMessage={tried && lacks ? t.states.needed : null}
        >
          <Input value={who} maxLength={400} onChange={(_, { value }) => setWho(value)} />
        </Field>
        <Button className={styles.button} type="submit" disabledFocusable={take.isPending}>
          {organisation.export}
        </Button>
        <Button className={styles.button} onClick={() => whenNamed(() => erase(true))}>
          {organisation.erase}
        </Button>
      </form>
      {take.error && <Failure error={take.error} />}
      {erasing && <ErasePerson who={wanted} name={wanted} onClose={() => erase(false)} />}
    </Section>
  );
}
