import { Select } from '@fluentui/react-components';
import type { RoleName } from '@sprintforge/protocol';
import { useMembers, useSetRole } from '../../data/settings.ts';
import { DataTable } from '../../shell/data-table.tsx';
import { Section } from '../../shell/section.tsx';
import { Failure } from '../../shell/states.tsx';
import { useText } from '../../text/use-text.ts';
import { MemberActions } from './member-actions.tsx';

export const roles: readonly RoleName[] = ['owner', 'editor', 'contributor', 'viewer'];

/** The people of the organisation, and what they are in it. */
export function Members({ mayChange }: { readonly mayChange: boolean }) {
  const { t } = useText();
  const { settings } = t;
  const { data, error, refetch } = useMembers();
  const setRole = useSetRole();
  return (
    <Section title={settings.members}>
      {error && <Failure error={error} retry={() => void refetch()} />}
      {setRole.error && <Failure error={setRole.error} />}
      {data && (
        <DataTable
          label={settings.members}
          heads={[settings.person, t.signIn.email, settings.role, ...(mayChange ? [t.states.action] : [])]}
        >
          {data.members.map((member) => (
            <tr key={member.user_id}>
              <td>
                <bdi>{member.name}</bdi>
              </td>
              <td>
                <bdi>{member.email}</bdi>
              </td>
              <td>
                {mayChange ? (
                  <Select
                    aria-label={`${settings.role}: ${member.name}`}
                    value={member.role}
                    onChange={(_, { value }) => setRole.mutate({ user: member.user_id, role: value as RoleName })}
                  >
                    {roles.map((role) => (
                      <option key={role} value={role}>
                        {t.shell.role[role]}
                      </option>
                    ))}
                  </Select>
                ) : (
                  t.shell.role[member.role]
                )}
              </td>
              {mayChange && (
                <td>
                  <MemberActions member={member} />
                </td>
              )}
            </tr>
          ))}
        </DataTable>
      )}
    </Section>
  );
}
