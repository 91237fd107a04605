import type { PrivacyName, ProjectFieldClasses } from '@sprintforge/protocol';
import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { useProjectMutation } from '../../data/change.ts';
import { client } from '../../data/client.ts';
import { Section } from '../../shell/section.tsx';
import { Failure } from '../../shell/states.tsx';
import { useText } from '../../text/use-text.ts';
import { ClassTable, withClass } from './class-table.tsx';

function useClasses(project: string): UseQueryResult<ProjectFieldClasses> {
  return useQuery({
    queryKey: ['project', project, 'field-classes'],
    queryFn: () => client().privacy.ofProject(project),
  });
}

/** Which fields of a project are personal, and whose word that is. */
export function ProjectClasses({ project, mayChange }: { readonly project: string; readonly mayChange: boolean }) {
  const { t } = useText();
  const { policies } = t;
  const { data, error, refetch } = useClasses(project);
  const set = useProjectMutation(project, (said: ProjectFieldClasses['classes']) =>
    client().privacy.setOfProject(project, said),
  );
  const rows = (data?.fields ?? []).map(({ field, label, class: held, said_by }) => {
    const said = data?.classes[field] ?? null;
    const name = policies.classNames[held] ?? held;
    return {
      field,
      label: labelOf(t, field, label),
      said,
      otherwise: said === null ? policies.as(name, policies.saidBy[said_by] ?? '') : policies.unsaid,
    };
  });
  return (
    <Section title={policies.classes} lead={policies.classesLead}>
      {error && <Failure error={error} retry={() => void refetch()} />}
      {set.error && <Failure error={set.error} />}
      {data && (
        <ClassTable
          rows={rows}
          mayChange={mayChange}
          pending={set.isPending}
          onChange={(field: string, said: PrivacyName | null) => set.mutate(withClass(data.classes, field, said))}
        />
      )}
    </Section>
  );
}

function labelOf(t: ReturnType<typeof useText>['t'], field: string, label: string): string {
  if (!field.startsWith('resource.')) return label || t.fields[field] || field;
  return t.policies.ofResource(t.policies.resource[field.slice('resource.'.length)] ?? label);
}
