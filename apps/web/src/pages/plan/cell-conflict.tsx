import { Button, MessageBar, MessageBarActions, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import type { ConflictRecord } from '@sprintforge/protocol';
import { useResolve } from '../../data/conflicts.ts';
import { ButtonLink } from '../../shell/button-link.tsx';
import { Failure } from '../../shell/states.tsx';
import { usePlanWords } from '../../text/use-plan-words.ts';
import { useText } from '../../text/use-text.ts';

/** The conflict of the cell where one is: both values, decided on the spot. */
export function CellConflict({ project, conflict }: { readonly project: string; readonly conflict: ConflictRecord }) {
  const { t } = useText();
  const words = usePlanWords(project);
  const resolve = useResolve(project);
  const { id, type, ours, theirs, created_by } = conflict;
  const choices = [
    ['ours', t.plan.keep, ours],
    ['theirs', t.plan.take, theirs],
  ] as const;
  return (
    <MessageBar intent="warning" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>{t.plan.disputed}</MessageBarTitle>
        {t.plan.disputedText(words.value(ours, type), created_by, words.value(theirs, type))}
        {resolve.error && <Failure error={resolve.error} />}
      </MessageBarBody>
      <MessageBarActions>
        {choices.map(([choice, label, value]) => (
          <Button key={choice} disabledFocusable={resolve.isPending} onClick={() => resolve.mutate([{ id, choice }])}>
            {label(words.value(value, type))}
          </Button>
        ))}
        <ButtonLink to="/projects/$id/conflicts" params={{ id: project }}>
          {t.plan.allConflicts}
        </ButtonLink>
      </MessageBarActions>
    </MessageBar>
  );
}
