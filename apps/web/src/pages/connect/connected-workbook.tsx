import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useClientFile, useConnectedDownload } from '../../data/connected.ts';
import { Section } from '../../shell/section.tsx';
import { Failure } from '../../shell/states.tsx';
import { useText } from '../../text/use-text.ts';

const useStyles = makeStyles({
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
});

interface Way {
  readonly project: string;
  readonly kind: 'feed' | 'sync';
  readonly file: 'queries' | 'script';
  readonly title: string;
  readonly lead: string;
  readonly fileLabel: string;
}

/** A workbook with a token of its own, and the file that goes with it. */
function ConnectedWorkbook({ project, kind, file, title, lead, fileLabel }: Way) {
  const styles = useStyles();
  const { t } = useText();
  const workbook = useConnectedDownload(project);
  const more = useClientFile(project);
  const failed = workbook.error ?? more.error;
  return (
    <Section title={title} lead={lead}>
      <div className={styles.row}>
        <Button disabledFocusable={workbook.isPending} onClick={() => workbook.mutate(kind)}>
          {t.connect.connectedGet}
        </Button>
        <Button disabledFocusable={more.isPending} onClick={() => more.mutate(file)}>
          {fileLabel}
        </Button>
      </div>
      {failed && <Failure error={failed} />}
      <Text>{t.connect.connectedSecret}</Text>
    </Section>
  );
}

export function PowerQuery({ project }: { readonly project: string }) {
  const { connect } = useText().t;
  const words = { title: connect.queryTitle, lead: connect.queryLead, fileLabel: connect.queryText };
  return <ConnectedWorkbook project={project} kind="feed" file="queries" {...words} />;
}

export function OfficeScript({ project }: { readonly project: string }) {
  const { connect } = useText().t;
  const words = { title: connect.scriptTitle, lead: connect.scriptLead, fileLabel: connect.scriptFile };
  return <ConnectedWorkbook project={project} kind="sync" file="script" {...words} />;
}
