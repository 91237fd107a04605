import { Avatar, Badge, Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { ArrowDownloadRegular } from '@fluentui/react-icons/svg/arrow-download';
import { ArrowUndoRegular } from '@fluentui/react-icons/svg/arrow-undo';
import { BranchCompareRegular } from '@fluentui/react-icons/svg/branch-compare';
import { HistoryRegular } from '@fluentui/react-icons/svg/history';
import type { Revision } from '@sprintforge/protocol';
import { useState } from 'react';
import { useWorkbookDownload } from '../../data/workbooks.ts';
import { useCardStyle } from '../../shell/section.tsx';
import { Failure } from '../../shell/states.tsx';
import { useText } from '../../text/use-text.ts';
import { RevisionChanges } from './revision-changes.tsx';
import { sentenceOf } from './sentence.ts';
import { AskStepBack } from './step-back.tsx';

const useStyles = makeStyles({
  top: { display: 'flex', gap: tokens.spacingHorizontalM, alignItems: 'center' },
  words: { flexGrow: 1, minWidth: 0 },
  badge: { flexShrink: 0 },
  soft: { color: tokens.colorNeutralForeground2 },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalXS },
});

/** One revision as a sentence, with what it changed and the ways back. */
export function RevisionItem(props: {
  readonly project: string;
  readonly revision: Revision;
  readonly isHead: boolean;
  readonly mayWrite: boolean;
  readonly onCompare: () => void;
}) {
  const styles = useStyles();
  const { card } = useCardStyle();
  const { t, format } = useText();
  const { project, revision, isHead, mayWrite } = props;
  const [open, setOpen] = useState(false);
  const [asked, ask] = useState<'undo' | 'rollback' | null>(null);
  const download = useWorkbookDownload(project);
  const number = revision.revision;
  return (
    <article className={card}>
      <div className={styles.top}>
        <Avatar name={revision.author.name} color="colorful" aria-hidden="true" />
        <div className={styles.words}>
          <Text block weight="semibold">
            {sentenceOf(t, revision)}
          </Text>
          <Text size={200} className={styles.soft}>
            {t.history.revision(format.number(number))} ·{' '}
            <time dateTime={revision.created_at}>{format.instant(revision.created_at)}</time>
          </Text>
        </div>
        {isHead && (
          <Badge appearance="tint" className={styles.badge}>
            {t.history.current}
          </Badge>
        )}
      </div>
      <div className={styles.buttons}>
        <Button size="small" aria-expanded={open} onClick={() => setOpen(!open)}>
          {t.history.show}
        </Button>
        <Button size="small" appearance="subtle" icon={<BranchCompareRegular />} onClick={props.onCompare}>
          {t.history.compare}
        </Button>
        <Button
          size="small"
          appearance="subtle"
          icon={<ArrowDownloadRegular />}
          disabledFocusable={download.isPending}
          onClick={() => download.mutate({ revision: number })}
        >
          {t.history.workbook}
        </Button>
        {mayWrite && number > 1 && (
          <Button size="small" appearance="subtle" icon={<ArrowUndoRegular />} onClick={() => ask('undo')}>
            {t.history.undo}
          </Button>
        )}
        {mayWrite && !isHead && (
          <Button size="small" appearance="subtle" icon={<HistoryRegular />} onClick={() => ask('rollback')}>
            {t.history.rollback}
          </Button>
        )}
      </div>
      {download.error && <Failure error={download.error} />}
      {open && <RevisionChanges project={project} revision={number} />}
      {asked && <AskStepBack project={project} step={{ kind: asked, revision: number }} onClose={() => ask(null)} />}
    </article>
  );
}
