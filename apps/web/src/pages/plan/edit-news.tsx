import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
  tokens,
} from '@fluentui/react-components';
import type { Editing } from '../../data/edits/use-edits.ts';
import { explain } from '../../text/explain.ts';
import { usePlanWords } from '../../text/use-plan-words.ts';
import { useText } from '../../text/use-text.ts';
import { BrakeQuestion } from './brake-question.tsx';
import type { Rejected } from './sheet-commands.ts';

const useStyles = makeStyles({
  news: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS, ':empty': { display: 'none' } },
});
const most = 5;

/** What became of edits that are not simply saved: on their way again, refused, to be confirmed, not understood. */
export function EditNews(props: {
  readonly project: string;
  readonly editing: Editing;
  readonly rejected: readonly Rejected[];
  readonly onForget: () => void;
}) {
  const styles = useStyles();
  const { t } = useText();
  const { plan } = t;
  const words = usePlanWords(props.project);
  const { box, store, tasks } = props.editing;
  const failed = box.batches.find(({ state }) => state === 'failed');
  const asked = box.batches.find(({ state }) => state === 'asked');
  const nameOf = (id: string | null) => String(tasks.find((task) => task.id === id)?.['name'] ?? id ?? '');
  const refused = box.refused.map(
    ({ task, field, found, code, expected }) =>
      `${nameOf(task)}${field && `, ${words.field({ kind: 'task', field })}`}${found && `: “${found}”`} – ${words.expected({ code, field, expected })}`,
  );
  const rejected = props.rejected.map(
    ({ text, field }) => `${words.field({ kind: 'task', field: field.key })}: “${text}”`,
  );
  return (
    <div className={styles.news} role="status">
      {failed && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>
              {plan.notSaved(box.batches.filter(({ state }) => state !== 'saved').length)}
            </MessageBarTitle>
            {explain(t, failed.error).text} {explain(t, failed.error).detail}
          </MessageBarBody>
          <MessageBarActions>
            <Button onClick={() => store.retry()}>{t.states.retry}</Button>
            <Button onClick={() => store.discard(failed.key)}>{plan.discard}</Button>
          </MessageBarActions>
        </MessageBar>
      )}
      <Told title={plan.refused(refused.length)} lines={refused} onClose={() => store.dismiss()} />
      <Told title={plan.rejected(rejected.length)} lines={rejected} onClose={props.onForget} />
      {asked?.brakes && (
        <BrakeQuestion
          brakes={asked.brakes}
          onConfirm={(tokens) => store.confirm(asked.key, tokens)}
          onDiscard={() => store.discard(asked.key)}
        />
      )}
    </div>
  );
}

function Told({
  title,
  lines,
  onClose,
}: {
  readonly title: string;
  readonly lines: readonly string[];
  readonly onClose: () => void;
}) {
  const { t } = useText();
  if (lines.length === 0) return null;
  return (
    <MessageBar intent="warning" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>{title}</MessageBarTitle>
        {lines.slice(0, most).map((line) => (
          <div key={line}>{line}</div>
        ))}
        {lines.length > most && '…'}
      </MessageBarBody>
      <MessageBarActions>
        <Button onClick={onClose}>{t.states.close}</Button>
      </MessageBarActions>
    </MessageBar>
  );
}
