import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
} from '@fluentui/react-components';
import { type StepBack, useStepBack } from '../../data/history.ts';
import { Failure } from '../../shell/states.tsx';
import { useText } from '../../text/use-text.ts';

/** Asks once, does it, and says what came of it. */
export function StepBackDialog(props: {
  readonly project: string;
  readonly step: StepBack;
  readonly onClose: () => void;
}) {
  const { t, format } = useText();
  const step = useStepBack(props.project);
  const number = format.number(props.step.revision);
  const undo = props.step.kind === 'undo';
  const kept = step.data?.counts.refused ?? 0;
  return (
    <Dialog open onOpenChange={(_, { open }) => !open && props.onClose()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{undo ? t.history.undoAsk(number) : t.history.rollbackAsk(number)}</DialogTitle>
          <DialogContent>
            {step.data ? (
              <span role="status">
                {t.history.done(format.number(step.data.version))} {kept > 0 && t.history.kept(kept)}
              </span>
            ) : undo ? (
              t.history.undoText
            ) : (
              t.history.rollbackText
            )}
            {step.error && <Failure error={step.error} />}
          </DialogContent>
          <DialogActions>
            <Button onClick={props.onClose}>{step.data ? t.states.close : t.states.cancel}</Button>
            {!step.data && (
              <Button appearance="primary" disabledFocusable={step.isPending} onClick={() => step.mutate(props.step)}>
                {undo ? t.history.undo : t.history.rollback}
              </Button>
            )}
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
