import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { ActionBar } from '../../shell/action-bar.tsx';
import { Section } from '../../shell/section.tsx';
import { useText } from '../../text/use-text.ts';
import { Asks, isAnswered } from './asks.tsx';
import { ChangeList } from './change-list.tsx';
import { editKey } from './edit-key.ts';
import { Effect } from './effect.tsx';
import { PreviewConflicts } from './preview-conflicts.tsx';
import { Refused } from './refused.tsx';
import type { Stage } from './sync-flow.ts';
import { Tally } from './tally.tsx';
import type { SyncControl } from './use-sync.ts';
import { Warnings } from './warnings.tsx';

const useStyles = makeStyles({ soft: { color: tokens.colorNeutralForeground2 } });

/** What the workbook would change; nothing is written yet. */
export function Preview(props: {
  readonly project: string;
  readonly stage: Extract<Stage, { readonly at: 'preview' }>;
  readonly control: SyncControl;
}) {
  const { project, control } = props;
  const { file, wishes, report, disputed } = props.stage;
  const styles = useStyles();
  const { t, format } = useText();
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [confirmed, setConfirmed] = useState<ReadonlySet<string>>(new Set());
  const taken = report.changes.filter((change) => !left.has(editKey(change))).length;
  const rest = report.counts.applied - report.changes.length;
  const apply = () => control.apply(file, wishes, { confirm: [...confirmed], select: [...left] });
  const [base, head] = [format.number(report.base_version), format.number(report.version)];
  return (
    <>
      <Section title={t.sync.previewTitle} lead={`${file.name} · ${t.sync.basedOn(base, head)}`}>
        <Tally result={report} />
        {report.counts.edits === 0 && <Text>{t.sync.nothing}</Text>}
      </Section>
      <Asks
        project={project}
        report={report}
        confirmed={confirmed}
        onConfirm={setConfirmed}
        onRepair={(repair) => control.review(file, { ...wishes, repair: [...wishes.repair, repair] }, disputed)}
      />
      {(disputed || report.conflicts.length > 0) && (
        <PreviewConflicts
          project={project}
          report={report}
          strategy={wishes.strategy}
          onStrategy={(strategy) => control.review(file, { ...wishes, strategy }, disputed)}
        />
      )}
      <ChangeList project={project} changes={report.changes} left={left} onLeft={setLeft} />
      <Refused project={project} cells={report.refused} />
      <Warnings notices={report.warnings} />
      <Effect project={project} result={report} />
      <ActionBar>
        <Button appearance="primary" disabledFocusable={!isAnswered(report, confirmed)} onClick={apply}>
          {taken + rest > 0 ? t.sync.apply(taken + rest) : t.sync.applyNothing}
        </Button>
        <Button onClick={control.reset}>{t.sync.discard}</Button>
        <Text role="status" className={styles.soft}>
          {!isAnswered(report, confirmed) ? t.sync.openQuestions : left.size > 0 ? t.sync.leftOut(left.size) : ''}
        </Text>
      </ActionBar>
    </>
  );
}
