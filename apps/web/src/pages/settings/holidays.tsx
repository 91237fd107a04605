import { Button, Field, Input, makeStyles, Text, tokens } from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons/svg/dismiss';
import type { Project } from '@sprintforge/protocol';
import { type FormEvent, useState } from 'react';
import { useUpdateProject } from '../../data/settings.ts';
import { Section } from '../../shell/section.tsx';
import { Failure } from '../../shell/states.tsx';
import { typedValue } from '../../text/typed-value.ts';
import { useText } from '../../text/use-text.ts';

const useStyles = makeStyles({
  form: { display: 'flex', flexWrap: 'wrap', alignItems: 'start', gap: tokens.spacingHorizontalM },
  wide: { flexGrow: 1, maxWidth: '420px' },
  button: { marginBlockStart: '24px' },
  days: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: tokens.spacingHorizontalS,
    listStyleType: 'none',
    margin: 0,
    padding: 0,
  },
});

/** Days on which nobody works, besides the weekend. One or many are typed or pasted. */
export function Holidays({ project, mayChange }: { readonly project: Project; readonly mayChange: boolean }) {
  const styles = useStyles();
  const { t, format, typing } = useText();
  const { settings } = t;
  const [text, setText] = useState('');
  const [wrong, setWrong] = useState<string | null>(null);
  const update = useUpdateProject(project.id);
  const { holidays } = project.calendar;
  const keep = (days: readonly string[], onSuccess?: () => void) =>
    update.mutate(
      { patch: { calendar: { holidays: [...new Set(days)].sort() } }, seen: project.version },
      onSuccess ? { onSuccess } : {},
    );
  const add = (event: FormEvent) => {
    event.preventDefault();
    const parts = text.split(/[;\n\t]+|,(?!\s*\d{4})/).filter((part) => part.trim() !== '');
    const days = parts.map((part) => typedValue(part, 'date', typing));
    const bad = parts.find((_, at) => !days[at]!.fits);
    setWrong(bad ?? null);
    if (bad !== undefined || days.length === 0) return;
    keep([...holidays, ...days.map((day) => String(day.fits && day.value))], () => setText(''));
  };
  return (
    <Section title={settings.holidays} lead={settings.holidaysLead}>
      {mayChange && (
        <form className={styles.form} onSubmit={add}>
          <Field
            label={settings.newHoliday}
            className={styles.wide}
            {...(wrong === null
              ? {}
              : { validationMessage: `“${wrong}”: ${t.plan.expected('date', typing.day('2026-12-25'))}` })}
          >
            <Input value={text} placeholder={typing.day('2026-12-25')} onChange={(_, { value }) => setText(value)} />
          </Field>
          <Button type="submit" className={styles.button} disabledFocusable={update.isPending}>
            {settings.add}
          </Button>
        </form>
      )}
      {update.error && <Failure error={update.error} />}
      {holidays.length === 0 && <Text>{settings.noHolidays}</Text>}
      <ul className={styles.days}>
        {holidays.map((day) => (
          <li key={day}>
            {mayChange ? (
              <Button
                size="small"
                icon={<DismissRegular />}
                iconPosition="after"
                aria-label={settings.removeHoliday(format.day(day))}
                disabledFocusable={update.isPending}
                onClick={() => keep(holidays.filter((one) => one !== day))}
              >
                {format.day(day)}
              </Button>
            ) : (
              format.day(day)
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}
