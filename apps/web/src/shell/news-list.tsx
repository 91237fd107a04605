import { makeStyles, Popover, PopoverSurface, PopoverTrigger, Text, tokens } from '@fluentui/react-components';
import type { Notification } from '@sprintforge/protocol';
import { Link } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { useMarkRead, useNotifications } from '../data/notifications.ts';
import { useText } from '../text/use-text.ts';
import { Bell } from './bell.tsx';
import { Failure } from './states.tsx';

const useStyles = makeStyles({
  surface: { width: 'min(400px, calc(100vw - 24px))', maxHeight: '70vh', overflowY: 'auto', boxSizing: 'border-box' },
  list: { listStyleType: 'none', margin: 0, padding: 0 },
  one: {
    display: 'flex',
    flexDirection: 'column',
    paddingBlock: tokens.spacingVerticalS,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    overflowWrap: 'anywhere',
  },
  when: { color: tokens.colorNeutralForeground2 },
  link: { color: tokens.colorBrandForegroundLink },
});

/** The newest of what one was told; open at first. What was looked at is read. */
export function NewsList() {
  const styles = useStyles();
  const { t, format } = useText();
  const { data, error } = useNotifications();
  const read = useMarkRead();
  const [open, setOpen] = useState(true);
  const place = useRef<HTMLDivElement>(null);
  const unread = data?.unread ?? 0;
  const notifications = data?.notifications ?? [];
  const toggle = (now: boolean) => {
    setOpen(now);
    if (now) return;
    place.current?.querySelector('button')?.focus();
    const [newest] = notifications;
    if (newest && unread > 0) read.mutate(newest.id);
  };
  return (
    <div ref={place}>
      <Popover
        trapFocus
        positioning={{ align: 'end', overflowBoundaryPadding: 8 }}
        open={open}
        onOpenChange={(_, { open: now }) => toggle(now)}
      >
        <PopoverTrigger disableButtonEnhancement>
          <Bell unread={unread} />
        </PopoverTrigger>
        <PopoverSurface aria-label={t.notices.news} className={styles.surface}>
          <Text as="h2" block size={400} weight="semibold">
            {t.notices.news}
          </Text>
          {error && <Failure error={error} />}
          {data && notifications.length === 0 && <Text>{t.notices.nothing}</Text>}
          <ul className={styles.list}>
            {notifications.map((one) => (
              <li key={one.id} className={styles.one}>
                <Text weight={one.read_at === null ? 'semibold' : 'regular'}>
                  {t.notices.told[one.kind](one.by?.name ?? t.notices.operator, one.count)}
                </Text>
                <Text size={200} className={styles.when}>
                  <Place of={one} onLeave={() => toggle(false)} /> ·{' '}
                  <time dateTime={one.created_at}>{format.ago(one.created_at, Date.now())}</time>
                </Text>
              </li>
            ))}
          </ul>
        </PopoverSurface>
      </Popover>
    </div>
  );
}

const pages = {
  overwritten: '/projects/$id/conflicts',
  conflict: '/projects/$id/conflicts',
  parked: '/projects/$id/parked',
  assigned: '/projects/$id',
  rollback: '/projects/$id/history',
  sync: '/projects/$id/history',
  password_link: '/account',
} as const satisfies Record<Notification['kind'], string>;

/** Where one looks at it. */
function Place({ of: { kind, project }, onLeave }: { readonly of: Notification; readonly onLeave: () => void }) {
  const styles = useStyles();
  const { t } = useText();
  if (project === null)
    return (
      <Link className={styles.link} to={pages.password_link} onClick={onLeave}>
        {t.account.title}
      </Link>
    );
  return (
    <Link className={styles.link} to={pages[kind]} params={{ id: project.id }} onClick={onLeave}>
      <bdi>{project.name}</bdi>
    </Link>
  );
}
