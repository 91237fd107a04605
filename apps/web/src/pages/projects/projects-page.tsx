import { makeStyles, tokens } from '@fluentui/react-components';
import { AddRegular } from '@fluentui/react-icons/svg/add';
import { DocumentTableRegular } from '@fluentui/react-icons/svg/document-table';
import { useProjects } from '../../data/projects.ts';
import { ButtonLink } from '../../shell/button-link.tsx';
import { Page } from '../../shell/page.tsx';
import { Empty, Failure, Loading } from '../../shell/states.tsx';
import { useText } from '../../text/use-text.ts';
import { ProjectCard } from './project-card.tsx';

const useStyles = makeStyles({
  list: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(300px, 100%), 1fr))',
    gap: tokens.spacingHorizontalL,
    listStyleType: 'none',
    margin: 0,
    padding: 0,
  },
});

export function ProjectsPage() {
  const styles = useStyles();
  const { t } = useText();
  const { data, error, refetch } = useProjects();
  const create = (
    <ButtonLink to="/new" appearance="primary" icon={<AddRegular />}>
      {t.projects.create}
    </ButtonLink>
  );
  return (
    <Page title={t.projects.title} actions={data && data.length > 0 && create}>
      {error && <Failure error={error} retry={() => void refetch()} />}
      {!data && !error && <Loading />}
      {data?.length === 0 && (
        <Empty picture={<DocumentTableRegular />} title={t.projects.emptyTitle} text={t.projects.emptyText}>
          {create}
        </Empty>
      )}
      {data && data.length > 0 && (
        <ul className={styles.list}>
          {data.map((project) => (
            <li key={project.id}>
              <ProjectCard project={project} />
            </li>
          ))}
        </ul>
      )}
    </Page>
  );
}
