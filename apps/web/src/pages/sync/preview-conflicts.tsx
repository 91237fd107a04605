import { Field, makeStyles, Radio, RadioGroup, Text, tokens } from '@fluentui/react-components';
import type { StrategyName, SyncResult } from '@sprintforge/protocol';
import { DataTable } from '../../shell/data-table.tsx';
import { Section } from '../../shell/section.tsx';
import { usePlanWords } from '../../text/use-plan-words.ts';
import { useText } from '../../text/use-text.ts';

const useStyles = makeStyles({
  who: { display: 'block', color: tokens.colorNeutralForeground2 },
  cell: { fontFamily: tokens.fontFamilyMonospace, whiteSpace: 'nowrap' },
});

/** What collides, with whom, and what stands until somebody decides. */
export function PreviewConflicts(props: {
  readonly project: string;
  readonly report: SyncResult;
  readonly strategy: StrategyName;
  readonly onStrategy: (strategy: StrategyName) => void;
}) {
  const styles = useStyles();
  const { t, format } = useText();
  const words = usePlanWords(props.project);
  const { conflicts } = props.report;
  const names = ['server', 'client', 'merge', 'manual'] as const;
  const heads = [t.sync.task, t.sync.field, t.conflicts.base, t.conflicts.ours, t.sync.inYours, t.sync.cell];
  return (
    <Section tone="warning" title={t.sync.conflictsTitle} lead={t.sync.conflictsLead}>
      {conflicts.length > 0 && (
        <DataTable label={t.sync.conflictsTitle} heads={heads}>
          {conflicts.slice(0, 200).map((conflict) => (
            <tr key={`${conflict.kind}/${conflict.task_id}/${conflict.field}`}>
              <td>
                <bdi>{conflict.task_name ?? conflict.task_id}</bdi>
              </td>
              <td>
                <bdi>{words.field(conflict)}</bdi>
              </td>
              <td>{words.side(conflict, conflict.base)}</td>
              <td>
                {words.side(conflict, conflict.ours)}
                {conflict.ours_by && (
                  <Text size={200} className={styles.who}>
                    {t.sync.byAt(conflict.ours_by, format.ago(conflict.ours_at ?? '', Date.now()))}
                  </Text>
                )}
              </td>
              <td>{words.side(conflict, conflict.theirs)}</td>
              <td className={styles.cell}>
                <bdi>{conflict.cell ? `${conflict.sheet}!${conflict.cell}` : ''}</bdi>
              </td>
            </tr>
          ))}
        </DataTable>
      )}
      <Field label={t.sync.strategyTitle}>
        <RadioGroup value={props.strategy} onChange={(_, { value }) => props.onStrategy(value as StrategyName)}>
          {names.map((name) => (
            <Radio key={name} value={name} label={t.sync.strategy[name]} />
          ))}
        </RadioGroup>
      </Field>
    </Section>
  );
}
