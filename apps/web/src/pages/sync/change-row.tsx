import { Checkbox, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { Change } from '@sprintforge/protocol';
import { usePlanWords } from '../../text/use-plan-words.ts';
import { useText } from '../../text/use-text.ts';

const useStyles = makeStyles({
  out: { color: tokens.colorNeutralForeground3, textDecorationLine: 'line-through' },
  before: { color: tokens.colorNeutralForeground2 },
  after: { fontWeight: tokens.fontWeightSemibold },
  cell: { fontFamily: tokens.fontFamilyMonospace, whiteSpace: 'nowrap' },
});

/** One edit: what was, what is to be, and where in the workbook it stands. */
export function ChangeRow(props: {
  readonly project: string;
  readonly change: Change;
  readonly taken?: boolean;
  readonly onTake?: (take: boolean) => void;
}) {
  const styles = useStyles();
  const { t } = useText();
  const words = usePlanWords(props.project);
  const { change, taken = true, onTake } = props;
  const task = change.task_name ?? change.task_id;
  const field = words.field(change);
  return (
    <tr className={mergeClasses(!taken && styles.out)}>
      {onTake && (
        <td>
          <Checkbox
            aria-label={t.sync.take(`${task}, ${field}`)}
            checked={taken}
            onChange={(_, { checked }) => onTake(checked === true)}
          />
        </td>
      )}
      <td>
        <bdi>{task}</bdi>
      </td>
      <td>
        <bdi>{field}</bdi>
      </td>
      <td className={styles.before}>{words.value(change.before, change.type)}</td>
      <td className={styles.after}>
        {change.action === 'delete' ? t.fields['deleted'] : words.value(change.after, change.type)}
      </td>
      <td className={styles.cell}>
        <bdi>{change.cell ? `${change.sheet}!${change.cell}` : ''}</bdi>
      </td>
    </tr>
  );
}
