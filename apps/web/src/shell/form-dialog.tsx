import { Button } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useText } from '../text/use-text.ts';
import { DialogFrame } from './dialog-frame.tsx';

/** A dialog that asks for something and keeps it: everything typed stays until it is closed. `save`: its button. */
export function FormDialog(props: {
  readonly title: string;
  readonly save: string;
  readonly isSaving: boolean;
  readonly onSave: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}) {
  const { t } = useText();
  const { title, save, isSaving, onSave, onClose, children } = props;
  return (
    <DialogFrame
      title={title}
      onClose={onClose}
      onSubmit={onSave}
      actions={
        <>
          <Button onClick={onClose}>{t.states.cancel}</Button>
          <Button type="submit" appearance="primary" disabledFocusable={isSaving}>
            {save}
          </Button>
        </>
      }
    >
      {children}
    </DialogFrame>
  );
}
