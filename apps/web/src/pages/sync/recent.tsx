import { makeStyles, Text, Link as TextLink, tokens } from '@fluentui/react-components';
import { createLink } from '@tanstack/react-router';
import { useRevisions } from '../../data/history.ts';
import { Section } from '../../shell/section.tsx';
import { useText } from '../../text/use-text.ts';
import { sentenceOf } from '../history/sentence.ts';

const RouteLink = createLink(TextLink);

const useStyles = makeStyles({
  list: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    listStyleType: 'none',
    margin: 0,
    padding: 0,
  },
  when: { color: tokens.colorNeutralForeground2 },
});

/** The last few revisions as sentences. */
export function Recent({ project }: { readonly project: string }) {
  const styles = useStyles();
  const { t, format } = useText();
  const { data } = useRevisions(project, 5);
  const revisions = data?.pages[0]?.revisions ?? [];
  return (
    <Section title={t.sync.recent}>
      <ul className={styles.list}>
        {revisions.map((revision) => (
          <li key={revision.revision}>
            <Text block>{sentenceOf(t, revision)}</Text>
            <Text size={200} className={styles.when}>
              {format.ago(revision.created_at, Date.now())}
            </Text>
          </li>
        ))}
      </ul>
      <div>
        <RouteLink to="/projects/$id/history" params={{ id: project }}>
          {t.sync.allHistory}
        </RouteLink>
      </div>
    </Section>
  );
}
