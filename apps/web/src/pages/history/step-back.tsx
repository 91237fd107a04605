import { type StepBack, useStepBack } from '../../data/history.ts';
import { Ask } from '../../shell/ask.tsx';
import { useText } from '../../text/use-text.ts';

/** Asks before a revision is undone or gone back to, and says what came of it. */
export function AskStepBack(props: {
  readonly project: string;
  readonly step: StepBack;
  readonly onClose: () => void;
}) {
  const { t, format } = useText();
  const { history } = t;
  const { kind, revision } = props.step;
  const step = useStepBack(props.project);
  const number = format.number(revision);
  const isUndo = kind === 'undo';
  return (
    <Ask
      title={isUndo ? history.undoAsk(number) : history.rollbackAsk(number)}
      text={isUndo ? history.undoText : history.rollbackText}
      button={isUndo ? history.undo : history.rollback}
      act={() => step.mutateAsync(props.step)}
      done={({ version, counts }) =>
        [history.done(format.number(version)), counts.refused > 0 ? history.kept(counts.refused) : ''].join(' ')
      }
      onClose={props.onClose}
    />
  );
}
