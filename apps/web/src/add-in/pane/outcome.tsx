import { Button, MessageBar, MessageBarActions, MessageBarBody, Text } from '@fluentui/react-components';
import type { SyncResult } from '@sprintforge/protocol';
import { useText } from '../../text/use-text.ts';
import type { Synced } from '../sync/sync-session.ts';

/** What came of the last sync, or what the server asks first. */
export function Outcome({
  last,
  onConfirm,
}: {
  readonly last: Synced;
  readonly onConfirm: (tokens: string[]) => void;
}) {
  const { t } = useText();
  if (last.kind === 'asked') {
    const { confirm = [] } = (last.problem.problem['result'] ?? {}) as Partial<SyncResult>;
    return (
      <MessageBar intent="warning" layout="multiline" role="alert">
        <MessageBarBody>{last.problem.message}</MessageBarBody>
        {confirm.length > 0 && (
          <MessageBarActions>
            <Button onClick={() => onConfirm(confirm.map(({ token }) => token))}>{t.addIn.confirm}</Button>
          </MessageBarActions>
        )}
      </MessageBar>
    );
  }
  const { counts, refused } = last.result;
  return (
    <>
      <Text role="status">{t.addIn.done(counts.applied + counts.same, last.cells, counts.conflicts)}</Text>
      {refused.map(({ message, task_id, field }) => (
        <MessageBar key={`${task_id} ${field}`} intent="warning" layout="multiline">
          <MessageBarBody>{message}</MessageBarBody>
        </MessageBar>
      ))}
      {last.kept.length > 0 && <Text>{t.addIn.kept(last.kept.length)}</Text>}
    </>
  );
}
