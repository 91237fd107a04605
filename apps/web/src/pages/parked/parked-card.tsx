import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import type { ParkedUpload } from '@sprintforge/protocol';
import { useState } from 'react';
import { useDiscardParked } from '../../data/parked.ts';
import { Ask } from '../../shell/ask.tsx';
import { Section } from '../../shell/section.tsx';
import { useText } from '../../text/use-text.ts';
import { ParkedDetail } from './parked-detail.tsx';

const useStyles = makeStyles({ buttons: { display: 'flex', gap: tokens.spacingHorizontalM, flexWrap: 'wrap' } });

/** One waiting upload: what it waits for; opened, what it would do. */
export function ParkedCard(props: { readonly project: string; readonly upload: ParkedUpload }) {
  const styles = useStyles();
  const { t, format } = useText();
  const { project, upload } = props;
  const [open, setOpen] = useState(false);
  const [asked, ask] = useState(false);
  const discard = useDiscardParked(project);
  return (
    <Section
      tone="warning"
      title={t.parked.by(upload.uploaded_by.name, format.ago(upload.created_at, Date.now()))}
      lead={t.problems.byCode[upload.reason] ?? upload.detail}
    >
      {upload.reason !== 'NEEDS_DECISION' && <Text>{upload.detail}</Text>}
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
