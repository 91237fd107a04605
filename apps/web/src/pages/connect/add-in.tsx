import { Button, Link, makeStyles, Text, tokens } from '@fluentui/react-components';
import { serverUrl } from '../../data/client.ts';
import { usePairingCode } from '../../data/connect.ts';
import { Section } from '../../shell/section.tsx';
import { Failure } from '../../shell/states.tsx';
import { useText } from '../../text/use-text.ts';
import { Secret } from './secret.tsx';

const useStyles = makeStyles({
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
});

/** The Excel add-in: its manifest, and the code that pairs it. */
export function AddIn({ project }: { readonly project: string }) {
  const styles = useStyles();
  const { t } = useText();
  const code = usePairingCode(project);
  return (
    <Section title={t.addIn.connectTitle} lead={t.addIn.connectLead}>
      <div className={styles.row}>
        <Button appearance="primary" disabledFocusable={code.isPending} onClick={() => code.mutate()}>
          {t.addIn.makeCode}
        </Button>
        <Link href={`${serverUrl}addin/manifest.xml`} download="sprintforge-manifest.xml">
          {t.addIn.manifest} (XML)
        </Link>
        <Link href={`${serverUrl}addin/manifest.json`} download="manifest.json">
          {t.addIn.manifest} (JSON)
        </Link>
      </div>
      {code.error && <Failure error={code.error} />}
      {code.data && (
        <>
          <Secret text={code.data.code} />
          <Text role="status">{t.addIn.codeHolds}</Text>
        </>
      )}
    </Section>
  );
}
