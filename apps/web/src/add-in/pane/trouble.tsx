import { Button, MessageBar, MessageBarActions, MessageBarBody } from '@fluentui/react-components';
import { ProblemError } from '@sprintforge/protocol';
import { Failure } from '../../shell/states.tsx';
import { useText } from '../../text/use-text.ts';
import { TableGone } from '../sync/sync-session.ts';

/** Why nothing is synced, and the way on. */
export function Trouble({ error, onPart }: { readonly error: unknown; readonly onPart: () => void }) {
  const { t } = useText();
  const isOut = error instanceof ProblemError && error.code === 'UNAUTHENTICATED';
  if (!isOut && !(error instanceof TableGone)) return <Failure error={error} />;
  return (
    <MessageBar intent="error" layout="multiline" role="alert">
      <MessageBarBody>{isOut ? t.addIn.signedOut : t.addIn.tableGone}</MessageBarBody>
      {isOut && (
        <MessageBarActions>
          <Button onClick={onPart}>{t.addIn.pairAgain}</Button>
        </MessageBarActions>
      )}
    </MessageBar>
  );
}
