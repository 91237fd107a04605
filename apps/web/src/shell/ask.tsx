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

/** Asks once before something that is not taken back lightly; stays, with the reason, when it fails. */
export function Ask(props: {
  readonly title: string;
  readonly text: string;
  readonly button: string;
  readonly act: () => Promise<unknown>;
  readonly onClose: () => void;
}) {
  const { t } = useText();
  const act = useMutation({ mutationFn: props.act, onSuccess: props.onClose });
  return (
    <Dialog open onOpenChange={(_, { open }) => !open && props.onClose()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{props.title}</DialogTitle>
          <DialogContent>
            {props.text}
            {act.error && <Failure error={act.error} />}
          </DialogContent>
          <DialogActions>
            <Button onClick={props.onClose}>{t.states.cancel}</Button>
            <Button appearance="primary" disabledFocusable={act.isPending} onClick={() => act.mutate()}>
              {props.button}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
