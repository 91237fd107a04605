import { Select } from '@fluentui/react-components';
import type { ProjectMemberList, RoleName } from '@sprintforge/protocol';
import { useProjectMembers, useSetMember } from '../../data/project-members.ts';
import { useMe } from '../../data/who-am-i.ts';
import { ButtonLink } from '../../shell/button-link.tsx';
import { DataTable } from '../../shell/data-table.tsx';
import { Section } from '../../shell/section.tsx';
import { Failure } from '../../shell/states.tsx';
import { useText } from '../../text/use-text.ts';
import { roles } from '../organisation/members.tsx';
import { WritableFields } from './writable-fields.tsx';

type Member = ProjectMemberList['members'][number];

/** What people are in this project, where that is something else than in the organisation. */
export function ProjectMembers({ project, mayChange }: { readonly project: string; readonly mayChange: boolean }) {
  const { t } = useText();
  const { settings } = t;
  const { data, error, refetch } = useProjectMembers(project, true);
  const { data: me } = useMe();
  const set = useSetMember(project);
  return (
    <Section title={settings.here} lead={settings.hereLead}>
      {error && <Failure error={error} retry={() => void refetch()} />}
      {set.error && <Failure error={set.error} />}
      {data && (
        <DataTable label={settings.here} heads={[settings.person, settings.role, settings.writes]}>
          {data.map((member) => (
            <tr key={member.user_id}>
              <td>
                <bdi>{member.name}</bdi>
              </td>
              <td>
                {mayChange ? (
                  <RoleHere
                    member={member}
                    onChange={(role) => set.mutate({ user: member.user_id, grant: role && { role } })}
                  />
                ) : (
                  t.shell.role[member.role]
                )}
              </td>
              <td>
                <WritableFields
                  project={project}
                  member={member}
                  mayChange={mayChange}
                  onChange={(bounds) => set.mutate({ user: member.user_id, grant: { role: 'contributor', ...bounds } })}
                />
              </td>
            </tr>
          ))}
        </DataTable>
      )}
      {me?.role === 'owner' && (
        <div>
          <ButtonLink to="/organisation">{settings.invite}</ButtonLink>
        </div>
      )}
    </Section>
  );
}

function RoleHere({
  member,
  onChange,
}: {
  readonly member: Member;
  readonly onChange: (role: RoleName | null) => void;
}) {
  const { t } = useText();
  return (
    <Select
      aria-label={`${t.settings.role}: ${member.name}`}
      value={member.grant?.role ?? ''}
      disabled={member.role === 'owner' && member.grant === null}
      onChange={(_, { value }) => onChange(value === '' ? null : (value as RoleName))}
    >
      <option value="">{t.settings.asOrganisation(t.shell.role[member.grant ? '' : member.role] ?? '')}</option>
      {roles.map((role) => (
        <option key={role} value={role}>
          {t.shell.role[role]}
        </option>
      ))}
    </Select>
  );
}
