import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useText } from '../../text/use-text.ts';

const useStyles = makeStyles({
  steps: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  codes: {
    fontFamily: tokens.fontFamilyMonospace,
    columnCount: 2,
    margin: 0,
    padding: 0,
    listStyleType: 'none',
  },
});

/** Recovery codes, this once, until they are on paper. */
export function KeptCodes({ codes, onDone }: { readonly codes: readonly string[]; readonly onDone: () => void }) {
  const styles = useStyles();
  const { t } = useText();
  return (
    <div className={styles.steps}>
      <Text>{t.factor.keep}</Text>
      <ul className={styles.codes}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <Button appearance="primary" onClick={onDone}>
        {t.factor.kept}
      </Button>
    </div>
  );
}
