import { lazy, Suspense, useState } from 'react';
import { useNotifications } from '../data/notifications.ts';
import { Bell } from './bell.tsx';

/** Arrives when it is asked for. */
const NewsList = lazy(async () => ({ default: (await import('./news-list.tsx')).NewsList }));

/** How much of what one was told is new; pressed, the newest of it. */
export function News() {
  const { data } = useNotifications();
  const [asked, ask] = useState(false);
  const unread = data?.unread ?? 0;
  if (!asked) return <Bell unread={unread} onClick={() => ask(true)} />;
  return (
    <Suspense fallback={<Bell unread={unread} />}>
      <NewsList />
    </Suspense>
  );
}
