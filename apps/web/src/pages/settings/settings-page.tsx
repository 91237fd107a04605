import { Text } from '@fluentui/react-components';
import { useProject } from '../../data/projects.ts';
import { useMe } from '../../data/who-am-i.ts';
import { Page } from '../../shell/page.tsx';
import { useText } from '../../text/use-text.ts';
import { useProjectId } from '../project/use-project-id.ts';
import { Invitations } from './invitations.tsx';
import { Members } from './members.tsx';
import { ProjectSettings } from './project-settings.tsx';
import { PutAway } from './put-away.tsx';

/** The project's name, strategy and calendar; the organisation's people. Owners change, others look. */
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
      <Members mayChange={me?.role === 'owner'} />
      {me?.role === 'owner' && <Invitations />}
      {project && owns && <PutAway project={project} />}
    </Page>
  );
}
