import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { ProblemError } from '@sprintforge/protocol';
import { Section } from '../../shell/section.tsx';
import { Failure } from '../../shell/states.tsx';
import { findingText } from '../../text/server-text.ts';
import { useText } from '../../text/use-text.ts';
import type { Stage } from './sync-flow.ts';
import type { SyncControl } from './use-sync.ts';

const useStyles = makeStyles({
  buttons: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalM, flexWrap: 'wrap' },
  places: { margin: 0, paddingInlineStart: tokens.spacingHorizontalXL },
});

interface Finding {
  readonly code: string;
  readonly severity: string;
  readonly message: string;
  readonly sheet?: string;
  readonly cell?: string;
  readonly part?: string;
}

/** Why it did not work, where in the workbook that is, and the ways on. The file is kept. */
export function Failed(props: {
  readonly stage: Extract<Stage, { readonly at: 'failed' }>;
  readonly control: SyncControl;
}) {
  const styles = useStyles();
  const { t } = useText();
  const { file, error, retry } = props.stage;
  const findings = findingsOf(error);
  const again = retry && mayPass(error) ? retry : null;
  return (
    <>
      <Failure error={error} />
      {findings.length > 0 && (
        <Section title={findings.some(({ sheet }) => sheet) ? t.sync.where : t.problems.report}>
          <ul className={styles.places}>
            {findings.slice(0, 50).map((one) => (
              <li key={`${one.part}${one.sheet}${one.cell}${one.message}`}>
                {one.sheet && (
                  <Text weight="semibold">
                    <bdi>
                      {one.sheet}
                      {one.cell ? `!${one.cell}` : ''}
                    </bdi>{' '}
                  </Text>
                )}
                {findingText(t, one)}
              </li>
            ))}
          </ul>
        </Section>
      )}
      <div className={styles.buttons}>
        {again && (
          <Button appearance="primary" onClick={again}>
            {t.sync.tryAgain}
          </Button>
        )}
        <Button appearance={again ? 'secondary' : 'primary'} onClick={props.control.reset}>
          {t.sync.chooseAnother}
        </Button>
        {file && again && <Text>{t.sync.sameFile}</Text>}
      </div>
    </>
  );
}

/** The same file may be taken the next time: it is not the file that was refused. */
const mayPass = (error: unknown): boolean =>
  !(error instanceof ProblemError) || error.status < 400 || error.status === 429 || error.status >= 500;

/** What the security screen found that refuses the workbook; of what is none, nothing that the problem does not say. */
function findingsOf(error: unknown): readonly Finding[] {
  const found = error instanceof ProblemError ? error.problem['findings'] : undefined;
  if (error instanceof ProblemError && error.code === 'NOT_XLSX') return [];
  return Array.isArray(found) ? (found as readonly Finding[]).filter(({ severity }) => severity === 'refuse') : [];
}
