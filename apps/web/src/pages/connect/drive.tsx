import { Button, Text } from '@fluentui/react-components';
import { useOpenFolder } from '../../data/connect.ts';
import { Section } from '../../shell/section.tsx';
import { Failure } from '../../shell/states.tsx';
import { useText } from '../../text/use-text.ts';
import { Secret } from './secret.tsx';

/** The folder of all plans, as a drive of the computer. */
export function Drive() {
  const { t } = useText();
  const open = useOpenFolder();
  return (
    <Section title={t.ways.driveTitle} lead={t.ways.driveLead}>
      <div>
        <Button disabledFocusable={open.isPending} onClick={() => open.mutate()}>
          {t.ways.driveMake}
        </Button>
      </div>
      {open.error && <Failure error={open.error} />}
      {open.data && (
        <>
          <Secret text={open.data.url} />
          <Text role="status">{t.connect.secret}</Text>
        </>
      )}
    </Section>
  );
}
