import { makeStyles, tokens } from '@fluentui/react-components';
import { PlugDisconnectedRegular } from '@fluentui/react-icons/svg/plug-disconnected';
import { useEffect, useState } from 'react';
import { Empty, Failure, Loading } from '../../shell/states.tsx';
import { useText } from '../../text/use-text.ts';
import { type CopyOf, readCopyOf } from '../plan/copy-of.ts';
import { Connected } from './connected.tsx';
import { PairForm } from './pair-form.tsx';
import { part, resume } from './pairing.ts';

const useStyles = makeStyles({
  pane: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
    boxSizing: 'border-box',
    minHeight: '100vh',
    padding: tokens.spacingHorizontalM,
    minWidth: 0,
    backgroundColor: tokens.colorNeutralBackground2,
  },
});

/** What the task pane shows: whose copy the workbook is decides it. */
export function Pane() {
  const styles = useStyles();
  const { t } = useText();
  const [copy, setCopy] = useState<CopyOf | null | undefined>(undefined);
  const [paired, setPaired] = useState(false);
  const [error, setError] = useState<unknown>(null);
  useEffect(() => {
    Excel.run(readCopyOf).then((found) => {
      if (found) setPaired(resume(found.project));
      setCopy(found);
    }, setError);
  }, []);
  if (error !== null)
    return (
      <main className={styles.pane}>
        <Failure error={error} />
      </main>
    );
  if (copy === undefined) return <Loading />;
  if (copy === null || copy.isLens)
    return (
      <main className={styles.pane}>
        <Empty
          alone
          picture={<PlugDisconnectedRegular />}
          title={copy === null ? t.addIn.noCopyTitle : t.addIn.lensTitle}
          text={copy === null ? t.addIn.noCopyText : t.addIn.lensText}
        />
      </main>
    );
  const leave = () => {
    part(copy.project);
    setPaired(false);
  };
  return (
    <main className={styles.pane}>
      {paired ? (
        <Connected copy={copy} onPart={leave} />
      ) : (
        <PairForm project={copy.project} onPaired={() => setPaired(true)} />
      )}
    </main>
  );
}
