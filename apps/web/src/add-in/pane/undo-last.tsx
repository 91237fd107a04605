import { Button } from '@fluentui/react-components';
import { useMutation } from '@tanstack/react-query';
import { client } from '../../data/client.ts';
import { Failure } from '../../shell/states.tsx';
import { useText } from '../../text/use-text.ts';
import type { Synced } from '../sync/sync-session.ts';

/** Takes the edits of the last sync back (rule A6), in the project and with the next sync in the sheet. */
export function UndoLast(props: {
  readonly project: string;
  readonly last: Synced | null;
  readonly onUndone: () => void;
}) {
  const { t } = useText();
  const undo = useMutation({
    mutationFn: (revision: number) => client().undo(props.project, revision),
    onSuccess: () => props.onUndone(),
  });
  const { last } = props;
  if (last?.kind !== 'done' || last.result.counts.applied === 0) return null;
  return (
    <>
      <Button disabledFocusable={undo.isPending} onClick={() => undo.mutate(last.result.version)}>
        {t.addIn.undo}
      </Button>
      {undo.error && <Failure error={undo.error} />}
    </>
  );
}
