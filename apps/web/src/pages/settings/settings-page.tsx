import { Text } from '@fluentui/react-components';
import { useProject } from '../../data/projects.ts';
import { useMe } from '../../data/who-am-i.ts';
import { Page } from '../../shell/page.tsx';
import { useText } from '../../text/use-text.ts';
import { useProjectId } from '../project/use-project-id.ts';
import { FieldRights } from './field-rights.tsx';
import { Holidays } from './holidays.tsx';
import { Invitations } from './invitations.tsx';
import { Members } from './members.tsx';
import { NotificationChoices } from './notification-choices.tsx';
import { ProjectMembers } from './project-members.tsx';
import { ProjectSettings } from './project-settings.tsx';
import { PutAway } from './put-away.tsx';
import { Webhooks } from './webhooks.tsx';

/** The project's name, strategy, calendar, people and fields; what one is told; the organisation's people. Owners change, others look. */
export function SettingsPage() {
  const { t } = useText();
  const id = useProjectId();
  const { data: project } = useProject(id);
  const { data: me } = useMe();
  const owns = project?.role === 'owner';
  return (
    <Page title={t.settings.title}>
      {project && !owns && <Text>{t.settings.lookOnly}</Text>}
      {project && <ProjectSettings key={project.version} project={project} mayChange={owns} />}
      {project && <Holidays project={project} mayChange={owns} />}
      {project && <ProjectMembers project={id} mayChange={owns} />}
      {project && <FieldRights project={id} mayChange={owns} />}
      <NotificationChoices project={id} />
      {owns && <Webhooks project={id} />}
      <Members mayChange={me?.role === 'owner'} />
      {me?.role === 'owner' && <Invitations />}
      {project && owns && <PutAway project={project} />}
    </Page>
  );
}
