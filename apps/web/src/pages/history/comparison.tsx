import { Button, Field, makeStyles, Select, tokens } from '@fluentui/react-components';
import { ArrowDownloadRegular } from '@fluentui/react-icons/svg/arrow-download';
import type { Revision } from '@sprintforge/protocol';
import { useWorkbookDownload } from '../../data/workbooks.ts';
import { Section } from '../../shell/section.tsx';
import { Failure } from '../../shell/states.tsx';
import { useText } from '../../text/use-text.ts';
import { RevisionChanges } from './revision-changes.tsx';
import { sentenceOf } from './sentence.ts';

const useStyles = makeStyles({
  sides: {
    display: 'grid',
    gridTemplateColumns: 'repeat(2, minmax(0, 1fr))',
    gap: tokens.spacingHorizontalL,
    '@media (max-width: 640px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  side: { display: 'flex', flexDirection: 'column', alignItems: 'start', gap: tokens.spacingVerticalS },
  choice: { width: '100%' },
});

export interface Compared {
  readonly from: number;
  readonly to: number;
}

/** What is different between any two revisions; each workbook as it was. */
export function Comparison(props: {
  readonly project: string;
  readonly revisions: readonly Revision[];
  readonly compared: Compared;
  readonly onCompare: (compared: Compared | null) => void;
}) {
  const styles = useStyles();
  const { t, format } = useText();
  const { project, revisions, compared, onCompare } = props;
  const download = useWorkbookDownload(project);
  const sides = [
    ['from', t.history.from],
    ['to', t.history.to],
  ] as const;
  return (
    <Section title={t.history.compareTitle}>
      <div className={styles.sides}>
        {sides.map(([side, label]) => (
          <div key={side} className={styles.side}>
            <Field label={label} className={styles.choice}>
              <Select
                value={String(compared[side])}
                onChange={(_, { value }) => onCompare({ ...compared, [side]: Number(value) })}
              >
                {revisions.map((one) => (
                  <option key={one.revision} value={one.revision}>
                    {format.number(one.revision)} · {sentenceOf(t, one)} · {format.instant(one.created_at)}
                  </option>
                ))}
              </Select>
            </Field>
            <Button
              size="small"
              appearance="subtle"
              icon={<ArrowDownloadRegular />}
              disabledFocusable={download.isPending}
              onClick={() => download.mutate({ revision: compared[side] })}
            >
              {t.history.workbook}
            </Button>
          </div>
        ))}
      </div>
      {download.error && <Failure error={download.error} />}
      <RevisionChanges project={project} revision={compared.to} against={compared.from} />
      <div>
        <Button onClick={() => onCompare(null)}>{t.states.close}</Button>
      </div>
    </Section>
  );
}
