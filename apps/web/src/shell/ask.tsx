import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
} from '@fluentui/react-components';
import { useMutation } from '@tanstack/react-query';
import { useText } from '../text/use-text.ts';
import { Failure } from './states.tsx';

/**
 * Asks once before something that is not taken back lightly; stays, with the reason, when it fails. `done`: what came of
 * it, in words; without it the dialog closes by itself.
 */
export function Ask<Answer>(props: {
  readonly title: string;
  readonly text: string;
  readonly button: string;
  readonly act: () => Promise<Answer>;
  readonly done?: (answer: Answer) => string;
  readonly onClose: () => void;
}) {
  const { t } = useText();
  const { done, onClose } = props;
  const act = useMutation({ mutationFn: props.act, ...(done ? {} : { onSuccess: onClose }) });
  return (
    <Dialog open onOpenChange={(_, { open }) => !open && onClose()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{props.title}</DialogTitle>
          <DialogContent>
            {act.isSuccess && done ? <span role="status">{done(act.data)}</span> : props.text}
            {act.error && <Failure error={act.error} />}
          </DialogContent>
          <DialogActions>
            <Button onClick={onClose}>{act.isSuccess ? t.states.close : t.states.cancel}</Button>
            {!act.isSuccess && (
              <Button appearance="primary" disabledFocusable={act.isPending} onClick={() => act.mutate()}>
                {props.button}
              </Button>
            )}
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
