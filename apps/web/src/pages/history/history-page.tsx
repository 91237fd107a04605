import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { useRevisions } from '../../data/history.ts';
import { useProject } from '../../data/projects.ts';
import { Page } from '../../shell/page.tsx';
import { Failure, Loading } from '../../shell/states.tsx';
import { useText } from '../../text/use-text.ts';
import { useProjectId } from '../project/use-project-id.ts';
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
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useRevisions(id);
  const revisions = data?.pages.flatMap((page) => page.revisions) ?? [];
  const head = data?.pages[0]?.version ?? 0;
  return (
    <Page title={t.history.title}>
      {error && <Failure error={error} retry={() => void refetch()} />}
      {!data && !error && <Loading />}
      <ol className={styles.list}>
        {revisions.map((revision) => (
          <li key={revision.revision}>
            <RevisionItem
              project={id}
              revision={revision}
              isHead={revision.revision === head}
              mayWrite={project?.role === 'owner' || project?.role === 'editor'}
            />
          </li>
        ))}
      </ol>
      {hasNextPage && (
        <div>
          <Button disabledFocusable={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t.states.more}
          </Button>
        </div>
      )}
    </Page>
  );
}
