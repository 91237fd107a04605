import { CounterBadge, makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { ArrowSyncRegular } from '@fluentui/react-icons/svg/arrow-sync';
import { BoardRegular } from '@fluentui/react-icons/svg/board';
import { BranchForkRegular } from '@fluentui/react-icons/svg/branch-fork';
import { ClockRegular } from '@fluentui/react-icons/svg/clock';
import { DocumentCheckmarkRegular } from '@fluentui/react-icons/svg/document-checkmark';
import { GanttChartRegular } from '@fluentui/react-icons/svg/gantt-chart';
import { HistoryRegular } from '@fluentui/react-icons/svg/history';
import { PeopleRegular } from '@fluentui/react-icons/svg/people';
import { PlugConnectedRegular } from '@fluentui/react-icons/svg/plug-connected';
import { SettingsRegular } from '@fluentui/react-icons/svg/settings';
import { TableRegular } from '@fluentui/react-icons/svg/table';
import { getRouteApi, Link, Outlet, useLocation } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef } from 'react';
import { useParked } from '../../data/parked.ts';
import { useProject } from '../../data/projects.ts';
import { Failure, Loading } from '../../shell/states.tsx';
import { useText } from '../../text/use-text.ts';
import { Here } from './here.tsx';
import { LiveNews } from './live-news.tsx';

const route = getRouteApi('/frame/projects/$id');

const useStyles = makeStyles({
  frame: {
    display: 'flex',
    flexGrow: 1,
    minWidth: 0,
    '@media (max-width: 860px)': { flexDirection: 'column' },
  },
  side: {
    boxSizing: 'border-box',
    flexShrink: 0,
    width: '232px',
    padding: tokens.spacingHorizontalM,
    borderInlineEndWidth: '1px',
    borderInlineEndStyle: 'solid',
    borderInlineEndColor: tokens.colorNeutralStroke2,
    backgroundColor: tokens.colorNeutralBackground1,
    '@media (max-width: 860px)': {
      width: '100%',
      borderInlineEndStyle: 'none',
      paddingBlockEnd: 0,
      borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    },
  },
  name: {
    paddingInline: tokens.spacingHorizontalM,
    paddingBlock: tokens.spacingVerticalM,
    '@media (max-width: 860px)': { paddingBlock: tokens.spacingVerticalXS },
  },
  links: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXXS,
    '@media (max-width: 860px)': { flexDirection: 'row', overflowX: 'auto' },
  },
  link: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
    flexShrink: 0,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    borderRadius: tokens.borderRadiusMedium,
    color: tokens.colorNeutralForeground1,
    textDecorationLine: 'none',
    lineHeight: tokens.lineHeightBase300,
    ':hover': { backgroundColor: tokens.colorSubtleBackgroundHover },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
    '@media (max-width: 860px)': { borderEndStartRadius: 0, borderEndEndRadius: 0 },
  },
  here: {
    backgroundColor: tokens.colorSubtleBackgroundSelected,
    fontWeight: tokens.fontWeightSemibold,
  },
  icon: { fontSize: '20px', display: 'flex' },
  page: { flexGrow: 1, minWidth: 0, display: 'flex', flexDirection: 'column' },
});

const sections = [
  { to: '/projects/$id', name: 'sync', icon: <ArrowSyncRegular /> },
  { to: '/projects/$id/plan', name: 'plan', icon: <TableRegular /> },
  { to: '/projects/$id/timeline', name: 'timeline', icon: <GanttChartRegular /> },
  { to: '/projects/$id/dashboard', name: 'dashboard', icon: <BoardRegular /> },
  { to: '/projects/$id/conflicts', name: 'conflicts', icon: <BranchForkRegular /> },
  { to: '/projects/$id/history', name: 'history', icon: <HistoryRegular /> },
  { to: '/projects/$id/parked', name: 'parked', icon: <ClockRegular /> },
  { to: '/projects/$id/copies', name: 'copies', icon: <PeopleRegular /> },
  { to: '/projects/$id/connect', name: 'connect', icon: <PlugConnectedRegular /> },
  { to: '/projects/$id/audit', name: 'audit', icon: <DocumentCheckmarkRegular /> },
  { to: '/projects/$id/settings', name: 'settings', icon: <SettingsRegular /> },
] as const;

/** A project's pages, with the way from one to the other. */
export function ProjectFrame() {
  const styles = useStyles();
  const { t } = useText();
  const { id } = route.useParams();
  const { data: project, error, refetch } = useProject(id);
  const { data: parked } = useParked(id);
  const links = useRef<HTMLDivElement>(null);
  const { pathname } = useLocation();
  const isThere = project !== undefined;
  // in a narrow window the links are a line that scrolls
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page, another link
  useEffect(() => {
    if (isThere) links.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [pathname, isThere]);
  if (error && !project) return <Failure error={error} retry={() => void refetch()} />;
  if (!project) return <Loading />;
  return (
    <div className={styles.frame}>
      <nav className={styles.side} aria-label={t.shell.sections}>
        <Text block size={400} weight="semibold" className={styles.name}>
          {project.name}
        </Text>
        <div ref={links} className={styles.links}>
          {sections.map(({ to, name, icon }) => (
            <Section
              key={name}
              to={to}
              id={id}
              icon={icon}
              label={t.shell.nav[name]}
              {...(name === 'conflicts' ? { count: project.conflicts } : {})}
              {...(name === 'parked' ? { count: parked?.length ?? 0 } : {})}
            />
          ))}
        </div>
        <Here project={id} />
      </nav>
      <LiveNews project={id} />
      <div className={styles.page}>
        <Outlet />
      </div>
    </div>
  );
}

function Section(props: {
  readonly to: (typeof sections)[number]['to'];
  readonly id: string;
  readonly icon: ReactNode;
  readonly label: string;
  readonly count?: number;
}) {
  const styles = useStyles();
  return (
    <Link
      to={props.to}
      params={{ id: props.id }}
      activeOptions={{ exact: props.to === '/projects/$id' }}
      className={styles.link}
      activeProps={{ className: mergeClasses(styles.link, styles.here) }}
    >
      <span className={styles.icon}>{props.icon}</span>
      {props.label}
      {props.count ? <CounterBadge count={props.count} overflowCount={999} color="danger" size="small" /> : null}
    </Link>
  );
}
