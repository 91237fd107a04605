import { Field, makeStyles, SearchBox, Select, tokens } from '@fluentui/react-components';
import type { TaskRow } from '@sprintforge/protocol';
import { useMemo } from 'react';
import { useText } from '../../text/use-text.ts';
import { peopleOf, type View, valuesOf } from './rows.ts';

const useStyles = makeStyles({
  tools: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalM, alignItems: 'end' },
});

/** Find and filter. */
export function PlanTools(props: {
  readonly tasks: readonly TaskRow[];
  readonly view: View;
  readonly onView: (view: View) => void;
}) {
  const styles = useStyles();
  const { t } = useText();
  const { tasks, view, onView } = props;
  const statuses = useMemo(() => valuesOf(tasks, (task) => (task['status'] ? [String(task['status'])] : [])), [tasks]);
  const people = useMemo(() => valuesOf(tasks, peopleOf), [tasks]);
  return (
    <div className={styles.tools}>
      <Field label={t.plan.find}>
        <SearchBox value={view.find} onChange={(_, { value }) => onView({ ...view, find: value })} />
      </Field>
      <Choice
        label={t.plan.status}
        value={view.status}
        values={statuses}
        onChange={(status) => onView({ ...view, status })}
      />
      <Choice
        label={t.plan.person}
        value={view.person}
        values={people}
        onChange={(person) => onView({ ...view, person })}
      />
    </div>
  );
}

function Choice(props: {
  readonly label: string;
  readonly value: string;
  readonly values: readonly string[];
  readonly onChange: (value: string) => void;
}) {
  const { t } = useText();
  return (
    <Field label={props.label}>
      <Select value={props.value} onChange={(_, { value }) => props.onChange(value)}>
        <option value="">{t.plan.all}</option>
        {props.values.map((value) => (
          <option key={value}>{value}</option>
        ))}
      </Select>
    </Field>
  );
}
