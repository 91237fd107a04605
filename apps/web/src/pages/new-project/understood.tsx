import { Badge, MessageBar, MessageBarBody, Select, Text } from '@fluentui/react-components';
import { isCustomField } from '@sprintforge/core';
import type { ProjectPreview } from '@sprintforge/protocol';
import { DataTable } from '../../shell/data-table.tsx';
import { Section } from '../../shell/section.tsx';
import { useText } from '../../text/use-text.ts';
import { fieldText } from '../../text/value-text.ts';
import { Refused } from '../sync/refused.tsx';
import { type ColumnChoices, standardFields, surenessOf } from './column-choices.ts';
import { SampleRows } from './sample-rows.tsx';

const colours = { high: 'success', middle: 'warning', low: 'danger' } as const;

/** How the workbook was understood, each column to be put right, and its first rows as they will be read. */
export function Understood(props: {
  readonly preview: ProjectPreview;
  readonly choices: ColumnChoices;
  readonly onChoose: (choices: ColumnChoices) => void;
}) {
  const { t } = useText();
  const { preview, choices, onChoose } = props;
  const { mapping, tasks } = preview;
  const { projects } = t;
  const heads = [projects.column, projects.header, projects.field, projects.sure];
  return (
    <>
      <Section title={projects.columnsTitle} lead={projects.found(projects.tasks(tasks), mapping.sheet)}>
        <DataTable label={projects.columnsTitle} heads={heads}>
          {mapping.columns.map((column) => {
            const field = choices[column.column] ?? column.field ?? '';
            const sure = surenessOf(column.confidence);
            const own =
              standardFields.includes(field as (typeof standardFields)[number]) || field === '' ? [] : [field];
            return (
              <tr key={column.column}>
                <td>{column.column}</td>
                <td>
                  <bdi>{column.header}</bdi>
                </td>
                <td>
                  <Select
                    aria-label={`${projects.field}: ${column.header || column.column}`}
                    value={field}
                    onChange={(_, { value }) => onChoose({ ...choices, [column.column]: value })}
                  >
                    <option value="">{projects.ownColumn}</option>
                    {[...standardFields, ...own].map((key) => (
                      <option key={key} value={key}>
                        {isCustomField(key) ? column.header : fieldText(t, noLabels, { kind: 'task', field: key })}
                      </option>
                    ))}
                  </Select>
                </td>
                <td>
                  {field !== '' && choices[column.column] === undefined && (
                    <Badge appearance="tint" color={colours[sure]}>
                      {projects.surely[sure]}
                    </Badge>
                  )}
                </td>
              </tr>
            );
          })}
        </DataTable>
        {isNameless(preview) && (
          <MessageBar intent="warning" layout="multiline">
            <MessageBarBody>{projects.nameless}</MessageBarBody>
          </MessageBar>
        )}
        <Text>{projects.notRight}</Text>
      </Section>
      <SampleRows preview={preview} />
      <Refused cells={preview.refused} />
    </>
  );
}

/** The column of the names is mostly empty: another one holds them, or several do. */
function isNameless({ sample }: ProjectPreview): boolean {
  const empty = sample.filter(({ values }) => (values['name'] ?? '') === '').length;
  return empty * 2 > sample.length;
}

const noLabels: ReadonlyMap<string, string> = new Map();
