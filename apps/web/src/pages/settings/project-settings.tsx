import {
  Button,
  Checkbox,
  Field,
  Input,
  makeStyles,
  Radio,
  RadioGroup,
  Select,
  Text,
  tokens,
} from '@fluentui/react-components';
import type { Project, StrategyName } from '@sprintforge/protocol';
import { type FormEvent, useState } from 'react';
import { useUpdateProject } from '../../data/settings.ts';
import { Section } from '../../shell/section.tsx';
import { Failure } from '../../shell/states.tsx';
import { useText } from '../../text/use-text.ts';
import { weekdays } from '../../text/weekdays.ts';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL, maxWidth: '560px' },
  days: { display: 'flex', flexWrap: 'wrap', border: 'none', margin: 0, padding: 0 },
});

export function ProjectSettings({ project, mayChange }: { readonly project: Project; readonly mayChange: boolean }) {
  const styles = useStyles();
  const { t, locale } = useText();
  const { settings } = t;
  const [name, setName] = useState(project.name);
  const [strategy, setStrategy] = useState<StrategyName>(project.strategy);
  const [scheduling, setScheduling] = useState(project.scheduling);
  const [weekend, setWeekend] = useState<readonly number[]>(project.calendar.weekend);
  const update = useUpdateProject(project.id);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const sameDays = [...weekend].sort().join() === [...project.calendar.weekend].sort().join();
    const patch = {
      name,
      strategy,
      ...(scheduling === project.scheduling ? {} : { scheduling }),
      ...(sameDays ? {} : { calendar: { weekend: [...weekend] } }),
    };
    update.mutate({ patch, seen: project.version });
  };
  const day = (number: number, off: boolean) =>
    setWeekend(off ? [...weekend, number] : weekend.filter((one) => one !== number));
  return (
    <Section title={settings.project}>
      <form className={styles.form} onSubmit={submit}>
        <Field label={t.projects.name} required>
          <Input value={name} maxLength={200} disabled={!mayChange} onChange={(_, { value }) => setName(value)} />
        </Field>
        <Field label={settings.strategy} hint={settings.strategyHint}>
          <Select
            value={strategy}
            disabled={!mayChange}
            onChange={(_, { value }) => setStrategy(value as StrategyName)}
          >
            {(['server', 'client', 'merge', 'manual'] as const).map((one) => (
              <option key={one} value={one}>
                {settings.strategies[one]}
              </option>
            ))}
          </Select>
        </Field>
        <Field label={settings.scheduling}>
          <RadioGroup
            value={scheduling}
            disabled={!mayChange}
            onChange={(_, { value }) => setScheduling(value as Project['scheduling'])}
          >
            <Radio value="follow" label={settings.follow} />
            <Radio value="manual" label={settings.manual} />
          </RadioGroup>
        </Field>
        <fieldset className={styles.days}>
          <legend>{settings.weekend}</legend>
          {weekdays(locale).map((label, at) => (
            <Checkbox
              key={label}
              label={label}
              disabled={!mayChange}
              checked={weekend.includes(at + 1)}
              onChange={(_, { checked }) => day(at + 1, checked === true)}
            />
          ))}
        </fieldset>
        {update.error && <Failure error={update.error} />}
        <Text role="status">{update.isSuccess ? settings.saved : ''}</Text>
        {mayChange && (
          <div>
            <Button type="submit" appearance="primary" disabledFocusable={update.isPending}>
              {settings.save}
            </Button>
          </div>
        )}
      </form>
    </Section>
  );
}
