import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { CheckmarkCircleRegular } from '@fluentui/react-icons/svg/checkmark-circle';
import { WarningRegular } from '@fluentui/react-icons/svg/warning';
import type { Project } from '@sprintforge/protocol';
import { Link } from '@tanstack/react-router';
import { useText } from '../../text/use-text.ts';

const useStyles = makeStyles({
  card: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    padding: tokens.spacingHorizontalXL,
    borderRadius: tokens.borderRadiusXLarge,
    backgroundColor: tokens.colorNeutralBackground1,
    boxShadow: tokens.shadow4,
    color: tokens.colorNeutralForeground1,
    textDecorationLine: 'none',
    transitionProperty: 'box-shadow',
    transitionDuration: tokens.durationNormal,
    ':hover': { boxShadow: tokens.shadow16 },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '2px' },
  },
  health: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalS },
  calm: { color: tokens.colorStatusSuccessForeground1 },
  open: { color: tokens.colorStatusWarningForeground1 },
  soft: { color: tokens.colorNeutralForeground2 },
});

export function ProjectCard({ project }: { readonly project: Project }) {
  const styles = useStyles();
  const { t, format } = useText();
  const calm = project.conflicts === 0;
  return (
    <Link to="/projects/$id" params={{ id: project.id }} className={styles.card}>
      <Text as="h2" size={500} weight="semibold" block>
        {project.name}
      </Text>
      <Text className={styles.soft}>
        {t.projects.tasks(project.tasks)} · {t.projects.revision(format.number(project.version))}
      </Text>
      <span className={styles.health}>
        {calm ? <CheckmarkCircleRegular className={styles.calm} /> : <WarningRegular className={styles.open} />}
        <Text>{calm ? t.projects.calm : t.projects.conflicts(project.conflicts)}</Text>
      </span>
      <Text size={200} className={styles.soft}>
        {t.projects.updated(format.ago(project.updated_at, Date.now()))}
      </Text>
    </Link>
  );
}
