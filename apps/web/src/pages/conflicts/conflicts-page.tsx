import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { CheckmarkCircleRegular } from '@fluentui/react-icons/svg/checkmark-circle';
import type { ConflictRecord } from '@sprintforge/protocol';
import { useState } from 'react';
import { type Decision, useConflicts, useResolve } from '../../data/conflicts.ts';
import { useProject } from '../../data/projects.ts';
import { ActionBar } from '../../shell/action-bar.tsx';
import { Page } from '../../shell/page.tsx';
import { Empty, Failure, Loading } from '../../shell/states.tsx';
import { useText } from '../../text/use-text.ts';
import { useProjectId } from '../project/use-project-id.ts';
import { ConflictCard } from './conflict-card.tsx';
import { ResolvedConflicts } from './resolved-conflicts.tsx';

const useStyles = makeStyles({
  lead: { color: tokens.colorNeutralForeground2 },
  tools: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
  list: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalL,
    listStyleType: 'none',
    margin: 0,
    padding: 0,
  },
});

/** Open conflicts side by side; decided one by one or many at once. */
export function ConflictsPage() {
  const { t } = useText();
  const id = useProjectId();
  const { data, error, refetch } = useConflicts(id, 'open');
  return (
    <Page title={t.conflicts.title}>
      {error && <Failure error={error} retry={() => void refetch()} />}
      {!data && !error && <Loading />}
      {data?.length === 0 && (
        <Empty picture={<CheckmarkCircleRegular />} title={t.conflicts.emptyTitle} text={t.conflicts.emptyText} />
      )}
      {data && <OpenConflicts project={id} conflicts={data} />}
      <ResolvedConflicts project={id} />
    </Page>
  );
}

function OpenConflicts(props: { readonly project: string; readonly conflicts: readonly ConflictRecord[] }) {
  const styles = useStyles();
  const { t } = useText();
  const { data: project } = useProject(props.project);
  const [choices, setChoices] = useState<ReadonlyMap<string, Decision>>(new Map());
  const resolve = useResolve(props.project);
  const { conflicts } = props;
  const mayDecide = project?.role !== 'viewer';
  const made = conflicts.flatMap(({ id }) => choices.get(id) ?? []);
  const choose = (decision: Decision) => setChoices(new Map(choices).set(decision.id, decision));
  const all = (of: readonly ConflictRecord[], choice: 'ours' | 'theirs') =>
    setChoices(new Map([...choices, ...of.map(({ id }) => [id, { id, choice }] as const)]));
  const byTask = Map.groupBy(conflicts, ({ task_id }) => task_id);
  const outcome = resolve.isSuccess && made.length === 0 ? t.conflicts.decided(resolve.variables.length) : '';
  return (
    <>
      {conflicts.length > 0 && <Text className={styles.lead}>{mayDecide ? t.conflicts.lead : t.conflicts.mayNot}</Text>}
      {conflicts.length > 1 && mayDecide && (
        <div className={styles.tools}>
          <Button onClick={() => all(conflicts, 'ours')}>{t.conflicts.allOurs}</Button>
          <Button onClick={() => all(conflicts, 'theirs')}>{t.conflicts.allTheirs}</Button>
        </div>
      )}
      <ul className={styles.list}>
        {[...byTask].map(([task, ofTask]) => (
          <li key={task} className={styles.list}>
            {ofTask.length > 1 && mayDecide && (
              <WholeTask conflicts={ofTask} onChoose={(choice) => all(ofTask, choice)} />
            )}
            {ofTask.map((conflict) => (
              <ConflictCard
                key={conflict.id}
                project={props.project}
                conflict={conflict}
                {...(choices.has(conflict.id) ? { decision: choices.get(conflict.id)! } : {})}
                {...(mayDecide ? { onChoose: choose } : {})}
              />
            ))}
          </li>
        ))}
      </ul>
      {resolve.error && <Failure error={resolve.error} />}
      <Text role="status">{outcome}</Text>
      {made.length > 0 && (
        <ActionBar>
          <Button appearance="primary" disabledFocusable={resolve.isPending} onClick={() => resolve.mutate(made)}>
            {t.conflicts.apply(made.length)}
          </Button>
          <Button onClick={() => setChoices(new Map())}>{t.states.cancel}</Button>
        </ActionBar>
      )}
    </>
  );
}

/** Several fields of one task collide: decided together. */
function WholeTask(props: {
  readonly conflicts: readonly ConflictRecord[];
  readonly onChoose: (choice: 'ours' | 'theirs') => void;
}) {
  const styles = useStyles();
  const { t } = useText();
  const [first] = props.conflicts;
  return (
    <div className={styles.tools}>
      <Text weight="semibold">
        <bdi>{first?.task_name ?? first?.task_id}</bdi>: {t.conflicts.fields(props.conflicts.length)}
      </Text>
      <Button size="small" onClick={() => props.onChoose('ours')}>
        {t.conflicts.taskOurs}
      </Button>
      <Button size="small" onClick={() => props.onChoose('theirs')}>
        {t.conflicts.taskTheirs}
      </Button>
    </div>
  );
}
