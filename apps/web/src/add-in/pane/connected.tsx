import {
  Button,
  MessageBar,
  MessageBarBody,
  makeStyles,
  Spinner,
  Switch,
  Text,
  tokens,
} from '@fluentui/react-components';
import { ArrowSyncRegular } from '@fluentui/react-icons/svg/arrow-sync';
import { useProject } from '../../data/projects.ts';
import { Section } from '../../shell/section.tsx';
import { useText } from '../../text/use-text.ts';
import type { CopyOf } from '../plan/copy-of.ts';
import { Conflicts } from './conflicts.tsx';
import { Others } from './others.tsx';
import { Outcome } from './outcome.tsx';
import { PendingList } from './pending-list.tsx';
import { Trouble } from './trouble.tsx';
import { UndoLast } from './undo-last.tsx';
import { useSyncSession } from './use-sync-session.ts';

const useStyles = makeStyles({
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  foot: { display: 'flex', justifyContent: 'space-between', alignItems: 'center', flexWrap: 'wrap' },
});

const mostUnread = 5;

export function Connected({ copy, onPart }: { readonly copy: CopyOf; readonly onPart: () => void }) {
  const styles = useStyles();
  const { t, format } = useText();
  const { data: project, error: unknownProject } = useProject(copy.project);
  const [state, actions] = useSyncSession(copy);
  const { pending, last, error, busy, offline, auto } = state;
  const failure = error ?? unknownProject;
  const behind = pending ? pending.head - pending.version : 0;
  return (
    <>
      <Section
        first
        title={project?.name ?? ''}
        {...(pending ? { lead: t.addIn.at(format.number(pending.version)) } : {})}
      >
        <div className={styles.row}>
          <Button
            appearance="primary"
            icon={busy ? <Spinner size="tiny" /> : <ArrowSyncRegular />}
            disabledFocusable={busy}
            onClick={() => void actions.sync()}
          >
            {t.addIn.sync}
          </Button>
          <Text role="status">
            {pending && !busy && failure === null ? t.addIn.waiting(pending.edits.length, behind) : ''}
          </Text>
        </div>
        {offline && (
          <MessageBar intent="warning" layout="multiline">
            <MessageBarBody>{t.addIn.offline}</MessageBarBody>
          </MessageBar>
        )}
        {failure !== null && <Trouble error={failure} onPart={onPart} />}
        {last && failure === null && (
          <Outcome
            project={copy.project}
            last={last}
            onGo={actions.goTo}
            onConfirm={(tokensOf) => void actions.sync(tokensOf)}
          />
        )}
        <Others project={copy.project} />
      </Section>
      {pending && pending.edits.length > 0 && (
        <PendingList project={copy.project} edits={pending.edits} onGo={actions.goTo} />
      )}
      <Conflicts project={copy.project} onGo={actions.goTo} onDecided={() => void actions.sync()} />
      {pending && pending.unread.length > 0 && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>
            {t.addIn.unread}{' '}
            {pending.unread.slice(0, mostUnread).map(({ cell, text }) => (
              <div key={cell}>
                {cell}: <bdi>“{text}”</bdi>
              </div>
            ))}
            {pending.unread.length > mostUnread && t.addIn.more(pending.unread.length - mostUnread)}
          </MessageBarBody>
        </MessageBar>
      )}
      {pending && pending.left.length > 0 && <Text size={200}>{t.addIn.left(pending.left.join(', '))}</Text>}
      <div className={styles.foot}>
        <Switch label={t.addIn.auto} checked={auto} onChange={(_, { checked }) => actions.setAuto(checked)} />
        <UndoLast project={copy.project} last={last} onUndone={() => void actions.sync()} />
        <Button appearance="subtle" onClick={onPart}>
          {t.addIn.part}
        </Button>
      </div>
    </>
  );
}
