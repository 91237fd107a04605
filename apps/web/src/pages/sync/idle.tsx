import { Button, MessageBar, MessageBarBody, makeStyles, Text, tokens } from '@fluentui/react-components';
import { ArrowDownloadRegular } from '@fluentui/react-icons/svg/arrow-download';
import { useProject } from '../../data/projects.ts';
import { useWorkbookDownload } from '../../data/workbooks.ts';
import { DropZone } from '../../shell/drop-zone.tsx';
import { Section } from '../../shell/section.tsx';
import { Failure } from '../../shell/states.tsx';
import { useText } from '../../text/use-text.ts';
import { Recent } from './recent.tsx';

const useStyles = makeStyles({
  columns: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr)',
    gap: tokens.spacingHorizontalXL,
    alignItems: 'start',
    '@media (max-width: 760px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  soft: { color: tokens.colorNeutralForeground2 },
});

/** Before anything was dropped: where to drop, one's own copy, what happened lately. */
export function Idle(props: {
  readonly project: string;
  readonly mayWrite: boolean;
  readonly onFile: (file: File) => void;
}) {
  const styles = useStyles();
  const { t } = useText();
  const download = useWorkbookDownload(props.project);
  const { data: project } = useProject(props.project);
  return (
    <>
      {props.mayWrite && project?.version === 1 && (
        <MessageBar intent="success" layout="multiline">
          <MessageBarBody>{t.sync.first(t.projects.tasks(project.tasks))}</MessageBarBody>
        </MessageBar>
      )}
      {props.mayWrite ? (
        <>
          <Text className={styles.soft}>{t.sync.lead}</Text>
          <DropZone title={t.sync.drop} button={t.sync.choose} hint={t.sync.kinds} onFile={props.onFile} />
        </>
      ) : (
        <Text className={styles.soft}>{t.sync.readOnly}</Text>
      )}
      <div className={styles.columns}>
        <Section title={t.sync.download} {...(props.mayWrite ? { lead: t.sync.downloadHint } : {})}>
          {download.error && <Failure error={download.error} />}
          <div>
            <Button
              icon={<ArrowDownloadRegular />}
              disabledFocusable={download.isPending}
              onClick={() => download.mutate({})}
            >
              {download.isPending ? t.sync.downloading : t.sync.download}
            </Button>
          </div>
        </Section>
        <Recent project={props.project} />
      </div>
    </>
  );
}
