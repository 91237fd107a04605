import { Badge, makeStyles, Text, tokens } from '@fluentui/react-components';
import type { ConflictRecord } from '@sprintforge/protocol';
import type { Decision } from '../../data/conflicts.ts';
import { useCardStyle } from '../../shell/section.tsx';
import { usePlanWords } from '../../text/use-plan-words.ts';
import { useText } from '../../text/use-text.ts';
import { OwnValue } from './own-value.tsx';
import { Side } from './side.tsx';

const useStyles = makeStyles({
  sides: {
    display: 'grid',
    gridTemplateColumns: 'repeat(3, minmax(0, 1fr))',
    gap: tokens.spacingHorizontalM,
    '@media (max-width: 640px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  soft: { color: tokens.colorNeutralForeground2 },
  legend: { padding: 0, display: 'contents' },
});

/** One conflict: the value before, the plan's, the workbook's; a click chooses. Without `onChoose` it is only shown. */
export function ConflictCard(props: {
  readonly project: string;
  readonly conflict: ConflictRecord;
  readonly decision?: Decision;
  readonly onChoose?: (decision: Decision) => void;
}) {
  const styles = useStyles();
  const { card } = useCardStyle();
  const { t, format } = useText();
  const words = usePlanWords(props.project);
  const { conflict, decision, onChoose } = props;
  const sides = [
    ['base', t.conflicts.base, conflict.base],
    ['ours', t.conflicts.ours, conflict.ours],
    ['theirs', t.conflicts.theirsOf(conflict.created_by), conflict.theirs],
  ] as const;
  return (
    <fieldset className={card}>
      <legend className={styles.legend}>
        <Text as="h2" size={400} weight="semibold">
          <bdi>{conflict.task_name ?? conflict.task_id}</bdi> · <bdi>{words.field(conflict)}</bdi>
        </Text>
      </legend>
      <Text size={200} className={styles.soft}>
        {t.conflicts.since(conflict.created_by, format.ago(conflict.created_at, Date.now()))}
      </Text>
      <div className={styles.sides}>
        {sides.map(([choice, label, value]) => (
          <Side
            key={choice}
            name={conflict.id}
            label={label}
            value={words.side(conflict, value)}
            chosen={decision?.choice === choice}
            badge={conflict.standing === choice && <Badge appearance="tint">{t.conflicts.stands}</Badge>}
            {...(onChoose ? { onChoose: () => onChoose({ id: conflict.id, choice }) } : {})}
          />
        ))}
      </div>
      {onChoose && conflict.field !== null && !conflict.field.startsWith('@') && (
        <OwnValue conflict={conflict} {...(decision ? { decision } : {})} onChoose={onChoose} />
      )}
    </fieldset>
  );
}
