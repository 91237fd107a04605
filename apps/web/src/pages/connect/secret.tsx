import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { useText } from '../../text/use-text.ts';

const useStyles = makeStyles({
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
  text: {
    display: 'block',
    textAlign: 'left',
    fontFamily: tokens.fontFamilyMonospace,
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalS}`,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground3,
    overflowWrap: 'anywhere',
    minWidth: 0,
    whiteSpace: 'pre-wrap',
  },
});

/** Text to copy: an address, a token, commands. */
export function Secret({ text }: { readonly text: string }) {
  const styles = useStyles();
  const { t } = useText();
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
  };
  return (
    <div className={styles.row}>
      <code className={styles.text} dir="ltr">
        {text}
      </code>
      {'clipboard' in navigator && (
        <Button size="small" onClick={() => void copy()}>
          {copied ? t.states.copied : t.connect.copy}
        </Button>
      )}
    </div>
  );
}
