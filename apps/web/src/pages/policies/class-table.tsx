import { Select } from '@fluentui/react-components';
import type { PrivacyName } from '@sprintforge/protocol';
import { DataTable } from '../../shell/data-table.tsx';
import { useText } from '../../text/use-text.ts';

export interface ClassRow {
  readonly field: string;
  readonly label: string;
  /** What is said here; null: nothing. */
  readonly said: PrivacyName | null;
  /** What holds when nothing is said here. */
  readonly otherwise: string;
}

const classes: readonly PrivacyName[] = ['personal', 'internal', 'public'];

/** Fields, and whether they are personal. */
export function ClassTable(props: {
  readonly rows: readonly ClassRow[];
  readonly mayChange: boolean;
  readonly pending: boolean;
  readonly onChange: (field: string, said: PrivacyName | null) => void;
}) {
  const { policies } = useText().t;
  return (
    <DataTable label={policies.classes} heads={[policies.field, policies.class]}>
      {props.rows.map(({ field, label, said, otherwise }) => (
        <tr key={field}>
          <td>
            <bdi>{label}</bdi>
          </td>
          <td>
            {props.mayChange ? (
              <Select
                aria-label={`${policies.class}: ${label}`}
                value={said ?? ''}
                disabled={props.pending}
                onChange={(_, { value }) => props.onChange(field, value === '' ? null : (value as PrivacyName))}
              >
                <option value="">{otherwise}</option>
                {classes.map((one) => (
                  <option key={one} value={one}>
                    {policies.classNames[one]}
                  </option>
                ))}
              </Select>
            ) : said ? (
              policies.classNames[said]
            ) : (
              otherwise
            )}
          </td>
        </tr>
      ))}
    </DataTable>
  );
}

/** Said of a field, and of the others as before. */
export function withClass(
  said: Readonly<Record<string, PrivacyName>>,
  field: string,
  value: PrivacyName | null,
): Record<string, PrivacyName> {
  const { [field]: _, ...others } = said;
  return value === null ? others : { ...others, [field]: value };
}
