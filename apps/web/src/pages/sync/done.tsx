import {
  Accordion,
  AccordionHeader,
  AccordionItem,
  AccordionPanel,
  Button,
  makeStyles,
  Text,
  tokens,
} from '@fluentui/react-components';
import { ArrowDownloadRegular } from '@fluentui/react-icons/svg/arrow-download';
import { CheckmarkCircleFilled } from '@fluentui/react-icons/svg/checkmark-circle';
import { useWorkbookDownload } from '../../data/workbooks.ts';
import { ButtonLink } from '../../shell/button-link.tsx';
import { Section } from '../../shell/section.tsx';
import { Failure } from '../../shell/states.tsx';
import { useText } from '../../text/use-text.ts';
import { ChangeList } from './change-list.tsx';
import { Effect } from './effect.tsx';
import { Refused } from './refused.tsx';
import type { Stage } from './sync-flow.ts';
import { Tally } from './tally.tsx';
import { Warnings } from './warnings.tsx';

const useStyles = makeStyles({
  top: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalM },
  tick: { fontSize: '32px', flexShrink: 0, color: tokens.colorStatusSuccessForeground1 },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalM },
  parts: { margin: 0, paddingInlineStart: tokens.spacingHorizontalXL },
});

/** What came of it: the merged workbook to take home, and the receipt. */
export function Done(props: {
  readonly project: string;
  readonly stage: Extract<Stage, { readonly at: 'done' }>;
  readonly onAnother: () => void;
}) {
  const styles = useStyles();
  const { t, format } = useText();
  const { result, file } = props.stage;
  const download = useWorkbookDownload(props.project);
  const { workbook } = result;
  const title =
    result.conflicts.length > 0
      ? t.sync.doneConflicts(result.conflicts.length)
      : result.counts.edits > 0
        ? t.sync.doneTitle
        : t.sync.doneNothing;
  return (
    <>
      <Section title={title} lead={t.sync.doneRevision(format.number(result.version))}>
        <div className={styles.top} role="status">
          <CheckmarkCircleFilled className={styles.tick} aria-hidden="true" />
          <Text>{workbook ? receiptText(t, format, workbook.receipt) : t.sync.noWorkbook}</Text>
        </div>
        {download.error && <Failure error={download.error} />}
        <div className={styles.buttons}>
          <Button
            appearance="primary"
            icon={<ArrowDownloadRegular />}
            disabledFocusable={download.isPending}
            onClick={() => download.mutate(workbook ? { copy: workbook.copy_id, name: file.name } : {})}
          >
            {workbook ? t.sync.getWorkbook : t.sync.download}
          </Button>
          {result.conflicts.length > 0 && (
            <ButtonLink to="/projects/$id/conflicts" params={{ id: props.project }}>
              {t.sync.decideNow}
            </ButtonLink>
          )}
          <Button onClick={props.onAnother}>{t.sync.another}</Button>
        </div>
        <Tally result={result} />
        {workbook && workbook.receipt.parts_changed.length > 0 && (
          <Accordion collapsible>
            <AccordionItem value="receipt">
              <AccordionHeader>{t.sync.receiptParts}</AccordionHeader>
              <AccordionPanel>
                <ul className={styles.parts}>
                  {workbook.receipt.parts_changed.map(({ part, why }) => (
                    <li key={part}>
                      <bdi>{part}</bdi>: {why}
                    </li>
                  ))}
                </ul>
              </AccordionPanel>
            </AccordionItem>
          </Accordion>
        )}
      </Section>
      <Refused project={props.project} cells={result.refused} />
      <Effect project={props.project} result={result} />
      <ChangeList project={props.project} changes={result.changes} />
      <Warnings notices={result.warnings} />
    </>
  );
}

type Words = ReturnType<typeof useText>;

function receiptText(
  t: Words['t'],
  format: Words['format'],
  receipt: { readonly parts_total: number; readonly parts_changed: readonly unknown[] },
): string {
  const kept = Math.max(0, receipt.parts_total - receipt.parts_changed.length);
  return t.sync.receipt(format.number(kept), format.number(receipt.parts_total));
}
