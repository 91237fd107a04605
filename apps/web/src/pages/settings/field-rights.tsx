import { Button, makeStyles, Select, tokens } from '@fluentui/react-components';
import { isCustomField } from '@sprintforge/core';
import type { FieldRights as Rights } from '@sprintforge/protocol';
import { useState } from 'react';
import { useFields } from '../../data/plan.ts';
import { useFieldRights, useSetFieldRights } from '../../data/project-members.ts';
import { DataTable } from '../../shell/data-table.tsx';
import { Section } from '../../shell/section.tsx';
import { Failure } from '../../shell/states.tsx';
import { useText } from '../../text/use-text.ts';
import { ArchiveField } from './archive-field.tsx';
import { RenameField } from './rename-field.tsx';

const useStyles = makeStyles({
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

const writers = ['editors', 'owners', 'nobody'] as const;

/** The fields of the plan, and who writes each. */
export function FieldRights({ project, mayChange }: { readonly project: string; readonly mayChange: boolean }) {
  const styles = useStyles();
  const { t } = useText();
  const { settings } = t;
  const { data } = useFields(project);
  const { data: rights, error, refetch } = useFieldRights(project);
  const set = useSetFieldRights(project);
  const [renamed, rename] = useState<{ readonly key: string; readonly label: string } | null>(null);
  const change = (key: string, writer: string) => {
    const { [key]: _, ...others } = rights ?? {};
    set.mutate(writer === '' ? others : { ...others, [key]: writer as Rights['rights'][string] });
  };
  return (
    <Section title={settings.fields} lead={settings.fieldsLead}>
      {error && <Failure error={error} retry={() => void refetch()} />}
      {set.error && <Failure error={set.error} />}
      {data && rights && (
        <DataTable
          label={settings.fields}
          heads={[t.sync.field, settings.kind, settings.writers, ...(mayChange ? [t.states.action] : [])]}
        >
          {[...data.fields, { key: 'predecessors', label: '', type: 'dependencies' }].map(({ key, label, type }) => {
            const name = label || t.fields[key] || key;
            return (
              <tr key={key}>
                <td>
                  <bdi>{name}</bdi>
                </td>
                <td>{settings.kinds[type] ?? type}</td>
                <td>
                  {mayChange ? (
                    <Select
                      aria-label={`${settings.writers}: ${name}`}
                      value={rights[key] ?? ''}
                      disabled={set.isPending}
                      onChange={(_, { value }) => change(key, value)}
                    >
                      <option value="">{settings.writer.everybody}</option>
                      {writers.map((one) => (
                        <option key={one} value={one}>
                          {settings.writer[one]}
                        </option>
                      ))}
                    </Select>
                  ) : (
                    settings.writer[rights[key] ?? 'everybody']
                  )}
                </td>
                {mayChange && (
                  <td>
                    <span className={styles.actions}>
                      {key !== 'predecessors' && (
                        <Button
                          size="small"
                          aria-label={t.columns.renameOne(name)}
                          onClick={() => rename({ key, label: name })}
                        >
                          {t.columns.rename}
                        </Button>
                      )}
                      {isCustomField(key) && <ArchiveField project={project} fieldKey={key} name={name} />}
                    </span>
                  </td>
                )}
              </tr>
            );
          })}
        </DataTable>
      )}
      {renamed && <RenameField project={project} field={renamed} onClose={() => rename(null)} />}
    </Section>
  );
}
