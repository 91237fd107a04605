import { Button } from '@fluentui/react-components';
import { useMutation } from '@tanstack/react-query';
import { useText } from '../text/use-text.ts';
import { DialogFrame } from './dialog-frame.tsx';
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
    <DialogFrame
      title={props.title}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{act.isSuccess ? t.states.close : t.states.cancel}</Button>
          {!act.isSuccess && (
            <Button appearance="primary" disabledFocusable={act.isPending} onClick={() => act.mutate()}>
              {props.button}
            </Button>
          )}
        </>
      }
    >
      {act.isSuccess && done ? <span role="status">{done(act.data)}</span> : props.text}
      {act.error && <Failure error={act.error} />}
    </DialogFrame>
  );
}
