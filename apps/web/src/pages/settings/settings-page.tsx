import { Text } from '@fluentui/react-components';
import type { Project } from '@sprintforge/protocol';
import { Outlet } from '@tanstack/react-router';
import { useProject } from '../../data/projects.ts';
import { Page } from '../../shell/page.tsx';
import { SubPage, SubPages } from '../../shell/sub-pages.tsx';
import { useText } from '../../text/use-text.ts';
import { ProjectClasses } from '../policies/project-classes.tsx';
import { Retention } from '../policies/retention.tsx';
import { ScreenPolicies } from '../policies/screen-policies.tsx';
import { useProjectId } from '../project/use-project-id.ts';
import { ArchivedFields } from './archived-fields.tsx';
import { Cloud } from './cloud.tsx';
import { FieldRights } from './field-rights.tsx';
import { Holidays } from './holidays.tsx';
import { NewField } from './new-field.tsx';
import { NotificationChoices } from './notification-choices.tsx';
import { PrivateColumns } from './private-columns.tsx';
import { ProjectMembers } from './project-members.tsx';
import { ProjectSettings } from './project-settings.tsx';
import { PutAway } from './put-away.tsx';
import { Webhooks } from './webhooks.tsx';

/** A project's settings in their parts. Owners change, others look. */
export function SettingsPage() {
  const { t } = useText();
  const { parts } = t.settings;
  const id = useProjectId();
  const { data: project } = useProject(id);
  return (
    <Page title={t.settings.title}>
      <SubPages label={t.organisation.parts}>
        <SubPage to="/projects/$id/settings" params={{ id }} activeOptions={{ exact: true }}>
          {parts.general}
        </SubPage>
        <SubPage to="/projects/$id/settings/people" params={{ id }}>
          {parts.people}
        </SubPage>
        <SubPage to="/projects/$id/settings/fields" params={{ id }}>
          {parts.fields}
        </SubPage>
        <SubPage to="/projects/$id/settings/data" params={{ id }}>
          {parts.data}
        </SubPage>
      </SubPages>
      {project && project.role !== 'owner' && <Text>{t.settings.lookOnly}</Text>}
      <Outlet />
    </Page>
  );
}

/** The project that is open, and whether one may change it. */
function useOwned(): { readonly project: Project; readonly owns: boolean } | null {
  const { data: project } = useProject(useProjectId());
  return project ? { project, owns: project.role === 'owner' } : null;
}

/** Name, strategy, calendar; what one is told, and other programs are; putting it away. */
export function GeneralPart() {
  const owned = useOwned();
  if (!owned) return null;
  const { project, owns } = owned;
  return (
    <>
      <ProjectSettings key={project.version} project={project} mayChange={owns} />
      <Holidays project={project} mayChange={owns} />
      <NotificationChoices project={project.id} />
      {owns && <Webhooks project={project.id} />}
      {owns && <PutAway project={project} />}
    </>
  );
}

export function PeoplePart() {
  const owned = useOwned();
  return owned && <ProjectMembers project={owned.project.id} mayChange={owned.owns} />;
}

/** The plan's fields, those that left it, and one's own columns that could be some. */
export function FieldsPart() {
  const owned = useOwned();
  if (!owned) return null;
  const { project, owns } = owned;
  return (
    <>
      <FieldRights project={project.id} mayChange={owns} />
      {owns && <NewField project={project.id} />}
      <ArchivedFields project={project.id} mayChange={owns} />
      {(owns || project.role === 'editor') && <PrivateColumns project={project.id} />}
    </>
  );
}

/** Which fields are personal, what workbooks may bring along, how long what is kept, whether the plan goes to a cloud. */
export function DataPart() {
  const owned = useOwned();
  if (!owned) return null;
  const { project, owns } = owned;
  return (
    <>
      <ProjectClasses project={project.id} mayChange={owns} />
      <ScreenPolicies project={project.id} mayChange={owns} />
      <Retention project={project.id} mayChange={owns} />
      <Cloud project={project.id} mayChange={owns} />
    </>
  );
}
