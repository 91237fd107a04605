import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { PREDECESSORS } from '@sprintforge/core';
import { useState } from 'react';
import { type Decision, useConflicts, useResolve } from '../../data/conflicts.ts';
import { ConflictCard } from '../../pages/conflicts/conflict-card.tsx';
import { Failure } from '../../shell/states.tsx';
import { useText } from '../../text/use-text.ts';

const useStyles = makeStyles({
  one: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS },
  row: { display: 'flex', gap: tokens.spacingHorizontalS },
});

/** The open conflicts of the project: decided here, looked at in the sheet. */
export function Conflicts(props: {
  readonly project: string;
  readonly onGo: (taskId: string, field: string | null) => void;
  readonly onDecided: () => void;
}) {
  const styles = useStyles();
  const { t } = useText();
  const { data: conflicts = [] } = useConflicts(props.project, 'open');
  const resolve = useResolve(props.project);
  const [decisions, setDecisions] = useState<ReadonlyMap<string, Decision>>(new Map());
  const decide = (decision: Decision) =>
    resolve.mutate([decision], {
      onSuccess: () => props.onDecided(),
      onSettled: () => setDecisions((before) => new Map([...before].filter(([id]) => id !== decision.id))),
    });
  if (conflicts.length === 0) return null;
  return (
    <>
      <Text as="h2" size={500} weight="semibold">
        {t.addIn.conflicts(conflicts.length)}
      </Text>
      {resolve.error && <Failure error={resolve.error} />}
      {conflicts.map((conflict) => {
        const decision = decisions.get(conflict.id);
        return (
          <div key={conflict.id} className={styles.one}>
            <ConflictCard
              project={props.project}
              conflict={conflict}
              {...(decision ? { decision } : {})}
              onChoose={(made) => setDecisions(new Map(decisions).set(made.id, made))}
            />
            <div className={styles.row}>
              <Button
                appearance="primary"
                disabledFocusable={!decision || resolve.isPending}
                onClick={() => decision && decide(decision)}
              >
                {t.addIn.decide}
              </Button>
              {conflict.kind === 'task' && (
                <Button onClick={() => props.onGo(conflict.task_id, conflict.field)}>{t.addIn.go}</Button>
              )}
              {conflict.kind === 'dependency' && (
                <Button onClick={() => props.onGo(successorOf(conflict.task_id), PREDECESSORS)}>{t.addIn.go}</Button>
              )}
            </div>
          </div>
        );
      })}
    </>
  );
}

/** The id of a dependency is `predecessor>successor:type`. */
const successorOf = (id: string): string => /[^>]*>([^:]*)/.exec(id)?.[1] ?? id;
