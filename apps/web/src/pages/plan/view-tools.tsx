import { Field, SearchBox, Select } from '@fluentui/react-components';
import type { TaskRow } from '@sprintforge/protocol';
import { useMemo } from 'react';
import { useText } from '../../text/use-text.ts';
import { ColumnsMenu } from './columns-menu.tsx';
import { FilterMenu } from './filter-menu.tsx';
import { type View, valuesOf } from './rows.ts';
import type { Columns } from './use-columns.ts';

/** Find, filter, group, choose columns. */
export function ViewTools(props: {
  readonly tasks: readonly TaskRow[];
  readonly columns: Columns;
  readonly view: View;
  readonly onView: (view: View) => void;
}) {
  const { t } = useText();
  const { tasks, columns, view, onView } = props;
  const statuses = useMemo(() => valuesOf(tasks, 'status'), [tasks]);
  const people = useMemo(() => valuesOf(tasks, 'assignee'), [tasks]);
  const fields = columns.all.filter(({ type }) => type !== 'dependencies');
  return (
    <>
      <Field label={t.plan.find}>
        <SearchBox value={view.find} onChange={(_, { value }) => onView({ ...view, find: value })} />
      </Field>
      <Choice
        label={t.plan.status}
        none={t.plan.all}
        value={view.status}
        values={statuses.map((status) => [status, status])}
        onChange={(status) => onView({ ...view, status })}
      />
      <Choice
        label={t.plan.person}
        none={t.plan.all}
        value={view.person}
        values={people.map((person) => [person, person])}
        onChange={(person) => onView({ ...view, person })}
      />
      <Choice
        label={t.plan.group}
        none={t.plan.noGroup}
        value={view.group}
        values={fields.map(({ key, label }) => [key, label || t.fields[key] || key])}
        onChange={(group) => onView({ ...view, group, closed: new Set() })}
      />
      <FilterMenu fields={columns.all} filters={view.filters} onFilters={(filters) => onView({ ...view, filters })} />
      <ColumnsMenu columns={columns} />
    </>
  );
}

function Choice(props: {
  readonly label: string;
  readonly none: string;
  readonly value: string;
  readonly values: readonly (readonly [value: string, label: string])[];
  readonly onChange: (value: string) => void;
}) {
  return (
    <Field label={props.label}>
      <Select value={props.value} onChange={(_, { value }) => props.onChange(value)}>
        <option value="">{props.none}</option>
        {props.values.map(([value, label]) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </Select>
    </Field>
  );
}
