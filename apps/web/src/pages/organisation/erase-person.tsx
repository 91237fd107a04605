import { Button, Text } from '@fluentui/react-components';
import { useQueryClient } from '@tanstack/react-query';
import { useErasePerson } from '../../data/people.ts';
import { DialogFrame } from '../../shell/dialog-frame.tsx';
import { Failure } from '../../shell/states.tsx';
import { useText } from '../../text/use-text.ts';

/** First what would be erased, then for good. */
export function ErasePerson(props: { readonly who: string; readonly name: string; readonly onClose: () => void }) {
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
    <DialogFrame
      title={organisation.eraseAsk(name)}
      onClose={onClose}
      actions={
        <>
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
        </>
      }
    >
      <Text>{isDone ? '' : organisation.eraseText}</Text>
      <Text role="status" weight="semibold">
        {isDone
          ? organisation.erased(data.plans)
          : question
            ? organisation.eraseEffect(question.named, question.worked)
            : ''}
      </Text>
      {erase.error && <Failure error={erase.error} />}
    </DialogFrame>
  );
}
