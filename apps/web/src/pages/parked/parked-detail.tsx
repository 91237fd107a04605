import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import type { SyncResult } from '@sprintforge/protocol';
import { useState } from 'react';
import { useDecideParked, useParkedUpload } from '../../data/parked.ts';
import { Failure, Loading } from '../../shell/states.tsx';
import { usePlanWords } from '../../text/use-plan-words.ts';
import { useText } from '../../text/use-text.ts';
import { Side } from '../conflicts/side.tsx';
import { Asks } from '../sync/asks.tsx';
import { ChangeList } from '../sync/change-list.tsx';
import { Refused } from '../sync/refused.tsx';
import { Tally } from '../sync/tally.tsx';

type Choice = 'ours' | 'theirs' | 'base';

const useStyles = makeStyles({
  plain: { border: 'none', margin: 0, padding: 0, minWidth: 0 },
  sides: {
    display: 'grid',
    gridTemplateColumns: 'repeat(3, minmax(0, 1fr))',
    gap: tokens.spacingHorizontalM,
    '@media (max-width: 640px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
});

/** What the upload would do to the plan as it is now, what is asked, and the button that commits it. */
export function ParkedDetail({ project, id }: { readonly project: string; readonly id: string }) {
  const { t, format } = useText();
  const { data, error, refetch } = useParkedUpload(project, id);
  const decide = useDecideParked(project, id);
  const [confirmed, setConfirmed] = useState<ReadonlySet<string>>(new Set());
  const [choices, setChoices] = useState<ReadonlyMap<string, Choice>>(new Map());
  if (error) return <Failure error={error} retry={() => void refetch()} />;
  if (!data) return <Loading />;
  const { result } = data;
  const decision = {
    confirm: [...confirmed],
    choices: [...choices].map(([conflict, choice]) => ({ id: conflict, choice })),
  };
  return (
    <>
      <Tally result={result} />
      <Asks
        project={project}
        report={result}
        confirmed={confirmed}
        onConfirm={setConfirmed}
        onRepair={(repair) => decide.mutate({ ...decision, repair: [repair] })}
      />
      {result.conflicts.map((conflict) => (
        <Choices
          key={conflict.id ?? conflict.task_id}
          project={project}
          conflict={conflict}
          chosen={choices.get(conflict.id ?? '')}
          onChoose={(choice) => setChoices(new Map(choices).set(conflict.id ?? '', choice))}
        />
      ))}
      <ChangeList project={project} changes={result.changes} />
      <Refused project={project} cells={result.refused} />
      {decide.error && <Failure error={decide.error} />}
      <Text role="status">{decide.data ? t.parked.applied(format.number(decide.data.version)) : ''}</Text>
      <div>
        <Button appearance="primary" disabledFocusable={decide.isPending} onClick={() => decide.mutate(decision)}>
          {t.parked.apply}
        </Button>
      </div>
    </>
  );
}

function Choices(props: {
  readonly project: string;
  readonly conflict: SyncResult['conflicts'][number];
  readonly chosen: Choice | undefined;
  readonly onChoose: (choice: Choice) => void;
}) {
  const styles = useStyles();
  const { t } = useText();
  const words = usePlanWords(props.project);
  const { conflict, chosen, onChoose } = props;
  const name = conflict.id ?? conflict.task_id;
  return (
    <fieldset
      className={styles.plain}
      aria-label={`${conflict.task_name ?? conflict.task_id}, ${words.field(conflict)}`}
    >
      <Text block weight="semibold">
        {conflict.task_name ?? conflict.task_id} · {words.field(conflict)}
      </Text>
      <div className={styles.sides}>
        {(['base', 'ours', 'theirs'] as const).map((side) => (
          <Side
            key={side}
            name={name}
            label={t.conflicts[side]}
            value={words.value(conflict[side], conflict.type)}
            chosen={chosen === side}
            onChoose={() => onChoose(side)}
          />
        ))}
      </div>
    </fieldset>
  );
}
