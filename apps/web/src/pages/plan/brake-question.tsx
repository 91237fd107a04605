import { Button } from '@fluentui/react-components';
import type { Brake } from '@sprintforge/protocol';
import { Brakes } from '../../shell/brakes.tsx';
import { DialogFrame } from '../../shell/dialog-frame.tsx';
import { useText } from '../../text/use-text.ts';

/** Asks before an edit that does something unusually large (rule A3). */
export function BrakeQuestion(props: {
  readonly brakes: readonly Brake[];
  readonly onConfirm: (tokens: readonly string[]) => void;
  readonly onDiscard: () => void;
}) {
  const { t } = useText();
  const { brakes, onConfirm, onDiscard } = props;
  return (
    <DialogFrame
      title={t.sync.asksTitle}
      actions={
        <>
          <Button onClick={onDiscard}>{t.plan.discard}</Button>
          <Button appearance="primary" onClick={() => onConfirm(brakes.map(({ token }) => token))}>
            {t.sync.confirmLabel}
          </Button>
        </>
      }
    >
      <Brakes of={brakes} />
    </DialogFrame>
  );
}
