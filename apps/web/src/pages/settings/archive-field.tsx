import { Button } from '@fluentui/react-components';
import { useState } from 'react';
import { type ArchivingQuestion, useArchiveField } from '../../data/fields.ts';
import { Ask } from '../../shell/ask.tsx';
import { Failure } from '../../shell/states.tsx';
import { useText } from '../../text/use-text.ts';

/** Takes a field out of the plan, after a look at how much that is. */
export function ArchiveField(props: { readonly project: string; readonly fieldKey: string; readonly name: string }) {
  const { columns } = useText().t;
  const { project, fieldKey: key, name } = props;
  const archive = useArchiveField(project);
  const [question, ask] = useState<ArchivingQuestion | null>(null);
  return (
    <>
      <Button
        size="small"
        aria-label={columns.archiveOne(name)}
        disabledFocusable={archive.isPending}
        onClick={() => archive.mutate({ key }, { onSuccess: ask })}
      >
        {columns.archive}
      </Button>
      {archive.error && !question && <Failure error={archive.error} />}
      {question && (
        <Ask
          key={question.confirm}
          title={columns.archiveAsk(name)}
          text={columns.archiveText(question.values, question.conflicts)}
          button={columns.archive}
          act={async () => {
            const again = await archive.mutateAsync({ key, confirm: question.confirm });
            if (again) ask(again);
          }}
          // it may have become more meanwhile: then the next question stays
          onClose={() => ask((now) => (now === question ? null : now))}
        />
      )}
    </>
  );
}
