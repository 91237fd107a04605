import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { Section } from '../../shell/section.tsx';
import { usePlanWords } from '../../text/use-plan-words.ts';
import { useText } from '../../text/use-text.ts';
import type { PendingEdit } from '../sync/pending.ts';

const SHOWN = 50;
const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'grid', gap: tokens.spacingVerticalXS },
  item: { display: 'flex', justifyContent: 'space-between', alignItems: 'center', gap: tokens.spacingHorizontalS },
  go: { flexShrink: 0 },
  soft: { color: tokens.colorNeutralForeground2 },
});

/** What the next sync sends. */
export function PendingList(props: {
  readonly project: string;
  readonly edits: readonly PendingEdit[];
  readonly onGo: (taskId: string, field: string | null) => void;
}) {
  const styles = useStyles();
  const { t } = useText();
  const words = usePlanWords(props.project);
  const { edits, onGo } = props;
  return (
    <Section title={t.addIn.pendingTitle(edits.length)}>
      <ul className={styles.list}>
        {edits.slice(0, SHOWN).map(({ delta, name, field, before, after }) => (
          <li key={JSON.stringify(delta)} className={styles.item}>
            <span>
              <Text weight="semibold">
                <bdi>{name}</bdi>
              </Text>{' '}
              <Text size={200} className={styles.soft}>
                {delta.op === 'insert'
                  ? t.addIn.added
                  : delta.op === 'delete'
                    ? t.addIn.deleted
                    : `${words.field({ kind: 'task', field })}: ${words.value(before, words.type(field))} → ${words.value(after, words.type(field))}`}
              </Text>
            </span>
            {delta.op === 'set' && (
              <Button size="small" className={styles.go} onClick={() => onGo(delta.task_id ?? '', field)}>
                {t.addIn.go}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {edits.length > SHOWN && <Text size={200}>{t.addIn.more(edits.length - SHOWN)}</Text>}
    </Section>
  );
}
