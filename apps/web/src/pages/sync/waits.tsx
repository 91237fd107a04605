import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { ButtonLink } from '../../shell/button-link.tsx';
import { Section } from '../../shell/section.tsx';
import { useText } from '../../text/use-text.ts';

const useStyles = makeStyles({ row: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalM } });

/** The upload is kept as a whole until every conflict of it is decided (rule A9). */
export function Waits({ project, onAnother }: { readonly project: string; readonly onAnother: () => void }) {
  const styles = useStyles();
  const { t } = useText();
  return (
    <Section tone="warning" title={t.sync.waitsTitle} lead={t.sync.waitsLead}>
      <div className={styles.row}>
        <ButtonLink to="/projects/$id/parked" params={{ id: project }} appearance="primary">
          {t.sync.decideNow}
        </ButtonLink>
        <Button onClick={onAnother}>{t.sync.another}</Button>
      </div>
    </Section>
  );
}
