import { Text } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { client } from '../../data/client.ts';
import { useText } from '../../text/use-text.ts';

/** Tells the panes of one person apart. */
const pane = crypto.randomUUID();
const SAY_EVERY_MS = 60_000;

/** Says that this person edits here, and shows who else does. */
export function Others({ project }: { readonly project: string }) {
  const { t } = useText();
  const { data: present = [] } = useQuery({
    queryKey: ['project', project, 'presence'],
    queryFn: async () =>
      (await client().sayPresence(project, { door: 'add-in', session: pane, editing: true })).present,
    refetchInterval: SAY_EVERY_MS,
  });
  useEffect(
    () => () => {
      // a courtesy: what is not said ends by itself
      client()
        .leavePresence(project, pane)
        .catch(() => undefined);
    },
    [project],
  );
  const self = present.find(({ session }) => session === pane)?.user.id;
  const names = [...new Set(present.filter(({ user }) => user.id !== self).map(({ user }) => user.name))];
  return names.length === 0 ? null : <Text size={200}>{t.addIn.others(names.join(', '))}</Text>;
}
