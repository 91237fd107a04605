import { Accordion, AccordionHeader, AccordionItem, AccordionPanel, Text } from '@fluentui/react-components';
import { useConflicts } from '../../data/conflicts.ts';
import { DataTable } from '../../shell/data-table.tsx';
import { usePlanWords } from '../../text/use-plan-words.ts';
import { useText } from '../../text/use-text.ts';

/** What was decided; the values that lost stay to be had. */
export function ResolvedConflicts({ project }: { readonly project: string }) {
  const { t, format } = useText();
  const words = usePlanWords(project);
  const { data } = useConflicts(project, 'resolved');
  if (!data || data.length === 0) return null;
  const { base, ours, theirs, resolved } = t.conflicts;
  return (
    <Accordion collapsible>
      <AccordionItem value="resolved">
        <AccordionHeader as="h2">
          {resolved} ({format.number(data.length)})
        </AccordionHeader>
        <AccordionPanel>
          <DataTable label={resolved} heads={[t.sync.task, t.sync.field, base, ours, theirs, resolved]}>
            {data.slice(0, 500).map((one) => (
              <tr key={one.id}>
                <td>
                  <bdi>{one.task_name ?? one.task_id}</bdi>
                </td>
                <td>
                  <bdi>{words.field(one)}</bdi>
                </td>
                <td>{words.side(one, one.base)}</td>
                <td>{words.side(one, one.ours)}</td>
                <td>{words.side(one, one.theirs)}</td>
                <td>
                  <strong>{words.side(one, one.value)}</strong>
                  <Text size={200} block>
                    {one.resolved_at &&
                      t.conflicts.resolvedBy(one.resolved_by ?? '', format.ago(one.resolved_at, Date.now()))}
                  </Text>
                </td>
              </tr>
            ))}
          </DataTable>
        </AccordionPanel>
      </AccordionItem>
    </Accordion>
  );
}
