import { useMemo } from 'react';
import { useFieldRights, useProjectMembers } from '../../data/project-members.ts';
import { useProject } from '../../data/projects.ts';
import { useMe } from '../../data/who-am-i.ts';
import { onlyLook, type Writing, writingOf } from './writing.ts';

/** What the person may write in the plan; nothing until that is known. */
export function useWriting(id: string): Writing {
  const { data: project } = useProject(id);
  const { data: me } = useMe();
  const { data: rights } = useFieldRights(id);
  const { data: members } = useProjectMembers(id, project?.role === 'contributor');
  return useMemo(() => {
    if (!project || !me || !rights || (project.role === 'contributor' && !members)) return onlyLook;
    return writingOf(project.role, me, rights, members ?? []);
  }, [project, me, rights, members]);
}
