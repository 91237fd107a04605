import { Button, Text } from '@fluentui/react-components';
import type { Change } from '@sprintforge/protocol';
import { useState } from 'react';
import { DataTable } from '../../shell/data-table.tsx';
import { usePlanWords } from '../../text/use-plan-words.ts';
import { useText } from '../../text/use-text.ts';
import { byTask } from './by-task.ts';
import { SettingsChanges } from './settings-changes.tsx';

const step = 200;

/** Changes task by task, and of each field by field. */
export function ChangeTable(props: {
  readonly project: string;
  readonly label: string;
  readonly changes: readonly Change[];
}) {
  const { t, format } = useText();
  const words = usePlanWords(props.project);
  const [shown, show] = useState(step);
  const settings = props.changes.filter(({ kind }) => kind === 'settings');
  const tasks = byTask(props.changes.filter(({ kind }) => kind !== 'settings'));
  if (props.changes.length === 0) return <Text>{t.history.empty}</Text>;
  return (
    <>
      <SettingsChanges changes={settings} />
      {tasks.length > 0 && (
        <>
          <Text>{t.history.counted(props.changes.length - settings.length, tasks.length)}</Text>
          <DataTable label={props.label} heads={[t.sync.task, t.sync.field, t.sync.before, t.sync.after]}>
            {tasks.slice(0, shown).flatMap(({ id, name, changes }) =>
              changes.map((change, at) => (
                <tr key={`${change.kind}/${change.task_id}/${change.field}`}>
                  {at === 0 && (
                    <th scope="rowgroup" rowSpan={changes.length}>
                      <bdi>{name ?? id}</bdi>
                    </th>
                  )}
                  <td>
                    <bdi>{words.field(change)}</bdi>
                  </td>
                  <td>{change.action === 'add' ? '' : words.value(change.before, change.type)}</td>
                  <td>
                    <strong>
                      {change.action === 'delete' ? t.fields['deleted'] : words.value(change.after, change.type)}
                    </strong>
                  </td>
                </tr>
              )),
            )}
          </DataTable>
          {tasks.length > shown && (
            <div>
              <Button onClick={() => show(shown + step)}>
                {t.states.more} ({format.number(tasks.length - shown)})
              </Button>
            </div>
          )}
        </>
      )}
    </>
  );
}
