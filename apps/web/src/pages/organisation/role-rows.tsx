import { Button, Input, makeStyles, Select, Text, tokens } from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons/svg/dismiss';
import type { RoleName } from '@sprintforge/protocol';
import { useText } from '../../text/use-text.ts';
import { roles } from './members.tsx';

export interface RoleRow {
  readonly group: string;
  readonly role: RoleName;
}

const useStyles = makeStyles({
  rows: {
    border: 'none',
    margin: 0,
    padding: 0,
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
  },
  fault: { color: tokens.colorStatusDangerForeground1 },
  legend: { padding: 0, marginBlockEnd: tokens.spacingVerticalXS },
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  group: { flexGrow: 1, minWidth: 0 },
});

export const rowsOf = (said: Readonly<Record<string, RoleName>>): readonly RoleRow[] =>
  Object.entries(said).map(([group, role]) => ({ group, role }));

/** Groups without a name say nothing. */
export const rolesOf = (rows: readonly RoleRow[]): Record<string, RoleName> =>
  Object.fromEntries(rows.filter(({ group }) => group.trim() !== '').map(({ group, role }) => [group.trim(), role]));

/** What groups of the company are here. */
export function RoleRows(props: {
  readonly label: string;
  readonly rows: readonly RoleRow[];
  readonly fault: string | null;
  readonly onChange: (rows: readonly RoleRow[]) => void;
}) {
  const styles = useStyles();
  const { t, format } = useText();
  const { providers } = t;
  const { rows, onChange } = props;
  const change = (at: number, row: Partial<RoleRow>) =>
    onChange(rows.map((one, place) => (place === at ? { ...one, ...row } : one)));
  return (
    <fieldset className={styles.rows}>
      <legend className={styles.legend}>{props.label}</legend>
      {rows.map(({ group, role }, at) => {
        const name = group || format.number(at + 1);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place, its name is being typed
          <div key={at} className={styles.row}>
            <Input
              aria-label={providers.groupOf(format.number(at + 1))}
              className={styles.group}
              value={group}
              maxLength={300}
              onChange={(_, { value }) => change(at, { group: value })}
            />
            <RoleChoice
              label={providers.roleOf(name)}
              value={role}
              onChange={(value) => change(at, { role: value ?? role })}
            />
            <Button
              appearance="subtle"
              icon={<DismissRegular />}
              aria-label={providers.removeGroup(name)}
              onClick={() => onChange(rows.filter((_, place) => place !== at))}
            />
          </div>
        );
      })}
      {props.fault !== null && (
        <Text role="alert" size={200} className={styles.fault}>
          {props.fault}
        </Text>
      )}
      <div>
        <Button size="small" onClick={() => onChange([...rows, { group: '', role: 'viewer' }])}>
          {providers.addGroup}
        </Button>
      </div>
    </fieldset>
  );
}

/** One role; `none` names that there is none of them. */
export function RoleChoice(props: {
  readonly label?: string;
  readonly value: RoleName | null;
  readonly none?: string;
  readonly onChange: (role: RoleName | null) => void;
}) {
  const { t } = useText();
  return (
    <Select
      {...(props.label === undefined ? {} : { 'aria-label': props.label })}
      value={props.value ?? ''}
      onChange={(_, { value }) => props.onChange(value === '' ? null : (value as RoleName))}
    >
      {props.none !== undefined && <option value="">{props.none}</option>}
      {roles.map((role) => (
        <option key={role} value={role}>
          {t.shell.role[role]}
        </option>
      ))}
    </Select>
  );
}
