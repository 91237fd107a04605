import { useProject } from '../../data/projects.ts';
import { Page } from '../../shell/page.tsx';
import { useText } from '../../text/use-text.ts';
import { useProjectId } from '../project/use-project-id.ts';
import { Done } from './done.tsx';
import { Failed } from './failed.tsx';
import { Idle } from './idle.tsx';
import { Preview } from './preview.tsx';
import { useSync } from './use-sync.ts';
import { Waits } from './waits.tsx';
import { Working } from './working.tsx';

/** A workbook is dropped, looked at, applied, and handed back. */
export function SyncPage() {
  const { t } = useText();
  const id = useProjectId();
  const control = useSync(id);
  const { data: project } = useProject(id);
  const { stage } = control;
  return (
    <Page title={t.sync.title}>
      {stage.at === 'idle' && <Idle project={id} mayWrite={project?.role !== 'viewer'} onFile={control.choose} />}
      {(stage.at === 'checking' || stage.at === 'applying') && <Working stage={stage} onStop={control.reset} />}
      {stage.at === 'preview' && <Preview key={stage.report.hash} project={id} stage={stage} control={control} />}
      {stage.at === 'failed' && <Failed stage={stage} control={control} />}
      {stage.at === 'waits' && <Waits project={id} onAnother={control.reset} />}
      {stage.at === 'done' && <Done project={id} stage={stage} onAnother={control.reset} />}
    </Page>
  );
}
