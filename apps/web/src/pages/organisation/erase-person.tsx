import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useQueryClient } from '@tanstack/react-query';
import { useErasePerson } from '../../data/people.ts';
import { Failure } from '../../shell/states.tsx';
import { useText } from '../../text/use-text.ts';

const useStyles = makeStyles({
  content: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
});

/** First what would be erased, in the server's words, then for good. */
export function ErasePerson(props: { readonly who: string; readonly name: string; readonly onClose: () => void }) {
  const styles = useStyles();
  const { t } = useText();
  const { organisation } = t;
  const { who, name } = props;
  const queries = useQueryClient();
  const erase = useErasePerson(who);
  const { data } = erase;
  const isDone = data !== undefined && 'plans' in data;
  const question = data !== undefined && 'token' in data ? data : null;
  /** Where the person stood is read again only now: the row that asked goes with them. */
  const onClose = () => {
    props.onClose();
    if (isDone) void queries.invalidateQueries();
  };
  return (
    <Dialog open onOpenChange={(_, { open }) => !open && onClose()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{organisation.eraseAsk(name)}</DialogTitle>
          <DialogContent className={styles.content}>
            <Text>{isDone ? '' : organisation.eraseText}</Text>
            <Text role="status" weight="semibold">
              {isDone ? organisation.erased(data.plans) : (question?.effect ?? '')}
            </Text>
            {erase.error && <Failure error={erase.error} />}
          </DialogContent>
          <DialogActions>
            <Button onClick={onClose}>{isDone ? t.states.close : t.states.cancel}</Button>
            {!isDone && (
              <Button
                appearance="primary"
                disabledFocusable={erase.isPending}
                onClick={() => erase.mutate({ confirm: question?.token })}
              >
                {question ? organisation.eraseNow : organisation.eraseLook}
              </Button>
            )}
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
