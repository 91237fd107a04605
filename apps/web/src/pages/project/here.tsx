import { Avatar, makeStyles, Text, Tooltip, tokens } from '@fluentui/react-components';
import { usePresence } from '../../data/live.ts';
import { useMe } from '../../data/who-am-i.ts';
import { useText } from '../../text/use-text.ts';

const useStyles = makeStyles({
  here: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXS,
    paddingBlockStart: tokens.spacingVerticalXL,
    paddingInline: tokens.spacingHorizontalM,
    '@media (max-width: 860px)': { display: 'none' },
  },
  people: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalXS },
  label: { color: tokens.colorNeutralForeground2 },
});

/** Who else is in the project at the moment, and by which door. */
export function Here({ project }: { readonly project: string }) {
  const styles = useStyles();
  const { t } = useText();
  const { data: me } = useMe();
  const { data } = usePresence(project);
  const others = new Map(data?.filter(({ user }) => user.id !== me?.user_id).map((one) => [one.user.id, one]) ?? []);
  if (others.size === 0) return null;
  return (
    <div className={styles.here}>
      <Text size={200} className={styles.label}>
        {t.live.here}
      </Text>
      <div className={styles.people}>
        {[...others.values()].map(({ user, door, editing }) => (
          <Tooltip
            key={user.id}
            relationship="label"
            content={`${user.name}, ${t.live.door[door]}${editing ? `, ${t.live.editing}` : ''}`}
          >
            <Avatar name={user.name} color="colorful" size={28} tabIndex={0} />
          </Tooltip>
        ))}
      </div>
    </div>
  );
}
