import {
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  tokens,
} from '@fluentui/react-components';
import type { FormEvent, ReactNode } from 'react';

const useStyles = makeStyles({
  content: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
});

/**
 * An open dialog: title, content, buttons. Without `onClose` only its buttons end it; with `onSubmit` it is a form, whose
 * submit button is among `actions`.
 */
export function DialogFrame(props: {
  readonly title: string;
  readonly actions: ReactNode;
  readonly onClose?: () => void;
  readonly onSubmit?: () => void;
  readonly children: ReactNode;
}) {
  const styles = useStyles();
  const { title, actions, onClose, onSubmit, children } = props;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit?.();
  };
  const body = (
    <DialogBody>
      <DialogTitle>{title}</DialogTitle>
      <DialogContent className={styles.content}>{children}</DialogContent>
      <DialogActions>{actions}</DialogActions>
    </DialogBody>
  );
  return (
    <Dialog open modalType={onClose ? 'modal' : 'alert'} onOpenChange={(_, { open }) => !open && onClose?.()}>
      <DialogSurface>
        {onSubmit ? (
          <form onSubmit={submit} noValidate>
            {body}
          </form>
        ) : (
          body
        )}
      </DialogSurface>
    </Dialog>
  );
}
