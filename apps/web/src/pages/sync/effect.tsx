import { makeStyles, Text, tokens } from '@fluentui/react-components';
import type { SyncResult } from '@sprintforge/protocol';
import { Section } from '../../shell/section.tsx';
import { usePlanWords } from '../../text/use-plan-words.ts';
import { useText } from '../../text/use-text.ts';

const useStyles = makeStyles({
  facts: {
    display: 'grid',
    gridTemplateColumns: 'max-content minmax(0, 1fr)',
    columnGap: tokens.spacingHorizontalXL,
    rowGap: tokens.spacingVerticalS,
    margin: 0,
  },
  label: { color: tokens.colorNeutralForeground2 },
  value: { margin: 0 },
  because: { display: 'block', color: tokens.colorNeutralForeground2 },
});

/** What the edits do to the plan as a whole (rule A8); nothing when they do nothing. */
export function Effect({ project, result }: { readonly project: string; readonly result: SyncResult }) {
  const styles = useStyles();
  const { t, format } = useText();
  const words = usePlanWords(project);
  const { impact } = result;
  if (!impact || result.counts.applied === 0) return null;
  const { finish, cost, overload } = impact;
  const { joined_count: joined = 0, left_count: left = 0 } = impact.critical_path;
  const day = (text: string | null) => (text === null ? t.sync.none : format.day(text));
  const names = new Map(result.changes.map((change) => [change.task_id, change.task_name ?? change.task_id]));
  const because = finish.because.slice(0, 5).map((one) => {
    const field = one.field === '@task' ? null : one.field;
    return `${names.get(one.task_id) ?? one.task_id} (${words.field({ kind: 'task', field })})`;
  });
  return (
    <Section title={t.sync.effectTitle}>
      <dl className={styles.facts}>
        <dt className={styles.label}>{t.sync.finish}</dt>
        <dd className={styles.value}>
          {finish.before === finish.after ? (
            t.sync.finishStays(day(finish.after))
          ) : (
            <strong>{t.sync.finishMoves(day(finish.before), day(finish.after))}</strong>
          )}
          {because.length > 0 && (
            <Text size={200} className={styles.because}>
              {t.sync.because} {format.list(because)}
            </Text>
          )}
        </dd>
        {cost.before !== cost.after && (
          <>
            <dt className={styles.label}>{t.sync.cost}</dt>
            <dd className={styles.value}>
              {t.sync.finishMoves(format.number(cost.before), format.number(cost.after))}
            </dd>
          </>
        )}
        {joined + left > 0 && (
          <>
            <dt className={styles.label}>{t.sync.critical}</dt>
            <dd className={styles.value}>{t.sync.criticalChange(joined, left)}</dd>
          </>
        )}
        {overload.length > 0 && (
          <>
            <dt className={styles.label}>{t.sync.overload}</dt>
            <dd className={styles.value}>
              {(overload as readonly Overload[]).slice(0, 10).map((one) => (
                <div key={`${one.person}${one.day_from}`}>
                  <bdi>{one.person}</bdi>: {day(one.day_from)} – {day(one.day_to)}
                </div>
              ))}
            </dd>
          </>
        )}
      </dl>
    </Section>
  );
}

interface Overload {
  readonly person: string;
  readonly day_from: string;
  readonly day_to: string;
}
