import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
  Text,
} from '@fluentui/react-components';
import type { SyncResult } from '@sprintforge/protocol';
import { Brakes } from '../../shell/brakes.tsx';
import { Failure } from '../../shell/states.tsx';
import { usePlanWords } from '../../text/use-plan-words.ts';
import { useText } from '../../text/use-text.ts';
import type { Synced } from '../sync/sync-session.ts';

/** What came of the last sync, or what the server asks first. */
export function Outcome(props: {
  readonly project: string;
  readonly last: Synced;
  readonly onGo: (taskId: string, field: string | null) => void;
  readonly onConfirm: (tokens: string[]) => void;
}) {
  const { t } = useText();
  const words = usePlanWords(props.project);
  const { last } = props;
  if (last.kind === 'asked') return <Question problem={last.problem} onConfirm={props.onConfirm} />;
  const { counts, refused } = last.result;
  return (
    <>
      <Text role="status">{t.addIn.done(counts.applied + counts.same, last.cells, counts.conflicts)}</Text>
      {refused.map(({ code, field, found, expected, task_id, task_name }) => (
        <MessageBar key={`${task_id} ${field} ${found}`} intent="warning" layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>{t.plan.refused(1)}</MessageBarTitle>
            <bdi>{task_name ?? task_id}</bdi>
            {field && `, ${words.field({ kind: 'task', field })}`}: <bdi>“{found}”</bdi> –{' '}
            {words.expected({ code, field, expected })}
          </MessageBarBody>
          {task_id && (
            <MessageBarActions>
              <Button onClick={() => props.onGo(task_id, field)}>{t.addIn.go}</Button>
            </MessageBarActions>
          )}
        </MessageBar>
      ))}
      {last.kept.length > 0 && <Text>{t.addIn.kept(last.kept.length)}</Text>}
    </>
  );
}

/** Before something unusually large is done (rule A3); whoever does not want it puts the sheet right. */
function Question(props: {
  readonly problem: Extract<Synced, { kind: 'asked' }>['problem'];
  readonly onConfirm: (tokens: string[]) => void;
}) {
  const { t } = useText();
  const { confirm = [] } = (props.problem.problem['result'] ?? {}) as Partial<SyncResult>;
  if (confirm.length === 0) return <Failure error={props.problem} />;
  return (
    <MessageBar intent="warning" layout="multiline" role="alert">
      <MessageBarBody>
        <MessageBarTitle>{t.sync.asksTitle}</MessageBarTitle>
        <Brakes of={confirm} />
        {t.addIn.asked}
      </MessageBarBody>
      <MessageBarActions>
        <Button onClick={() => props.onConfirm(confirm.map(({ token }) => token))}>{t.sync.confirmLabel}</Button>
      </MessageBarActions>
    </MessageBar>
  );
}
