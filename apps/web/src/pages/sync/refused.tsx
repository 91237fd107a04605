import { makeStyles, tokens } from '@fluentui/react-components';
import type { SyncResult } from '@sprintforge/protocol';
import { DataTable } from '../../shell/data-table.tsx';
import { Section } from '../../shell/section.tsx';
import { usePlanWords } from '../../text/use-plan-words.ts';
import { useText } from '../../text/use-text.ts';

const useStyles = makeStyles({
  cell: { fontFamily: tokens.fontFamilyMonospace, whiteSpace: 'nowrap' },
});

/** Cells that could not be taken, each with what it held and what is expected. */
export function Refused(props: { readonly project?: string; readonly cells: SyncResult['refused'] }) {
  const styles = useStyles();
  const { t } = useText();
  const words = usePlanWords(props.project);
  if (props.cells.length === 0) return null;
  const heads = [t.sync.cell, t.sync.task, t.sync.field, t.sync.found, t.sync.expected];
  return (
    <Section tone="danger" title={t.sync.refusedTitle} lead={t.sync.refusedLead}>
      <DataTable label={t.sync.refusedTitle} heads={heads}>
        {props.cells.slice(0, 500).map((one) => (
          <tr key={`${one.sheet}!${one.cell}${one.field}`}>
            <td className={styles.cell}>
              <bdi>
                {one.sheet}!{one.cell}
              </bdi>
            </td>
            <td>
              <bdi>{one.task_name ?? one.task_id ?? ''}</bdi>
            </td>
            <td>
              <bdi>{words.field({ kind: 'task', field: one.field })}</bdi>
            </td>
            <td>
              <bdi>{one.found}</bdi>
            </td>
            <td>{words.expected(one)}</td>
          </tr>
        ))}
      </DataTable>
    </Section>
  );
}
