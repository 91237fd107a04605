import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import type { ParkedUpload } from '@sprintforge/protocol';
import { useState } from 'react';
import { useDiscardParked } from '../../data/parked.ts';
import { Ask } from '../../shell/ask.tsx';
import { Section } from '../../shell/section.tsx';
import { brakeText } from '../../text/brake-text.ts';
import { noticeText, repairText } from '../../text/server-text.ts';
import { usePlanWords } from '../../text/use-plan-words.ts';
import { useText } from '../../text/use-text.ts';
import { ParkedDetail } from './parked-detail.tsx';

const useStyles = makeStyles({ buttons: { display: 'flex', gap: tokens.spacingHorizontalM, flexWrap: 'wrap' } });

/** One waiting upload: what it waits for; opened, what it would do. */
export function ParkedCard(props: { readonly project: string; readonly upload: ParkedUpload }) {
  const styles = useStyles();
  const { t, format } = useText();
  const { project, upload } = props;
  const words = usePlanWords(project);
  const label = (field: string) => words.field({ kind: 'task', field });
  const [open, setOpen] = useState(false);
  const [asked, ask] = useState(false);
  const discard = useDiscardParked(project);
  const { confirm, repairs, warnings } = upload.result;
  const waitsFor = [
    ...repairs.filter(({ way }) => way !== 'keep').map((repair) => repairText(t, format, repair, label)),
    ...confirm.map((brake) => brakeText(t, format, brake)),
    ...(confirm.length > 0 ? [] : warnings.filter(({ code }) => code === upload.reason)).map((notice) =>
      noticeText(t, format, notice),
    ),
  ];
  return (
    <Section
      tone="warning"
      title={t.parked.by(upload.uploaded_by.name, format.ago(upload.created_at, Date.now()))}
      lead={t.problems.byCode[upload.reason] ?? upload.detail}
    >
      {waitsFor.map((text) => (
        <Text key={text}>{text}</Text>
      ))}
      <div className={styles.buttons}>
        <Button aria-expanded={open} onClick={() => setOpen(!open)}>
          {t.parked.look}
        </Button>
        <Button appearance="subtle" onClick={() => ask(true)}>
          {t.parked.discard}
        </Button>
      </div>
      {open && <ParkedDetail project={project} id={upload.id} />}
      {asked && (
        <Ask
          title={t.parked.discardAsk}
          text={t.parked.discardText}
          button={t.parked.discard}
          act={() => discard.mutateAsync(upload.id)}
          onClose={() => ask(false)}
        />
      )}
    </Section>
  );
}
