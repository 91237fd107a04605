import { Button, makeStyles, ProgressBar, Text, tokens } from '@fluentui/react-components';
import { Section } from '../../shell/section.tsx';
import { useText } from '../../text/use-text.ts';
import type { Stage } from './sync-flow.ts';

const useStyles = makeStyles({
  row: {
    display: 'flex',
    justifyContent: 'space-between',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
    flexWrap: 'wrap',
  },
});

/** While the file travels and the server reads it. */
export function Working(props: {
  readonly stage: Extract<Stage, { readonly at: 'checking' | 'applying' }>;
  readonly onStop: () => void;
}) {
  const styles = useStyles();
  const { t, format } = useText();
  const { at, file, share } = props.stage;
  const travels = share < 1;
  const words = travels
    ? `${t.sync.uploading} ${format.percent(share)}`
    : at === 'checking'
      ? t.sync.reading
      : t.sync.applying;
  return (
    <Section title={file.name}>
      <ProgressBar {...(travels ? { value: share } : {})} thickness="large" aria-label={t.sync.uploading} />
      <div className={styles.row}>
        <Text role="status">{travels ? t.sync.uploading : words}</Text>
        <Text aria-hidden="true">{travels ? format.percent(share) : format.bytes(file.bytes.length)}</Text>
        <Button onClick={props.onStop}>{t.sync.stop}</Button>
      </div>
    </Section>
  );
}
