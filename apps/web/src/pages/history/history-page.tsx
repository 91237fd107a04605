import { makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { useRevisions } from '../../data/history.ts';
import { useProject } from '../../data/projects.ts';
import { More } from '../../shell/more.tsx';
import { Page } from '../../shell/page.tsx';
import { Failure, Loading } from '../../shell/states.tsx';
import { useText } from '../../text/use-text.ts';
import { useProjectId } from '../project/use-project-id.ts';
import { type Compared, Comparison } from './comparison.tsx';
import { RevisionItem } from './revision-item.tsx';

const useStyles = makeStyles({
  list: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
    listStyleType: 'none',
    margin: 0,
    padding: 0,
  },
});

/** What happened, newest first. */
export function HistoryPage() {
  const styles = useStyles();
  const { t } = useText();
  const id = useProjectId();
  const { data: project } = useProject(id);
  const query = useRevisions(id);
  const { data, error, refetch } = query;
  const [compared, compare] = useState<Compared | null>(null);
  const revisions = data?.pages.flatMap((page) => page.revisions) ?? [];
  const head = data?.pages[0]?.version ?? 0;
  return (
    <Page title={t.history.title}>
      {error && <Failure error={error} retry={() => void refetch()} />}
      {!data && !error && <Loading />}
      {compared && <Comparison project={id} revisions={revisions} compared={compared} onCompare={compare} />}
      <ol className={styles.list}>
        {revisions.map((revision) => (
          <li key={revision.revision}>
            <RevisionItem
              project={id}
              revision={revision}
              isHead={revision.revision === head}
              onCompare={() =>
                compare({ from: revision.revision === head ? Math.max(1, head - 1) : revision.revision, to: head })
              }
              mayWrite={project?.role === 'owner' || project?.role === 'editor'}
            />
          </li>
        ))}
      </ol>
      <More query={query} />
    </Page>
  );
}
