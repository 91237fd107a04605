import { Button } from '@fluentui/react-components';
import { useWorkbookDownload } from '../../data/workbooks.ts';
import { Section } from '../../shell/section.tsx';
import { Failure } from '../../shell/states.tsx';
import { useText } from '../../text/use-text.ts';

/** The plainest way: a workbook that is downloaded, and dropped again. */
export function OwnCopy({ project }: { readonly project: string }) {
  const { t } = useText();
  const download = useWorkbookDownload(project);
  return (
    <Section title={t.ways.copyTitle} lead={t.ways.copyLead}>
      <div>
        <Button disabledFocusable={download.isPending} onClick={() => download.mutate({})}>
          {t.sync.download}
        </Button>
      </div>
      {download.error && <Failure error={download.error} />}
    </Section>
  );
}
