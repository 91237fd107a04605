import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { useDeferredValue, useEffect, useMemo, useState } from 'react';
import { useConflicts } from '../../data/conflicts.ts';
import { useEdits } from '../../data/edits/use-edits.ts';
import { sayEditing } from '../../data/live.ts';
import type { Tasks } from '../../data/tasks.ts';
import { useText } from '../../text/use-text.ts';
import { CellConflict } from './cell-conflict.tsx';
import { EditNews } from './edit-news.tsx';
import { prepareTexts } from './find-text.ts';
import { Grid } from './grid.tsx';
import { RowTools } from './row-tools.tsx';
import { isFlat, isTask, type View, wholePlan } from './rows.ts';
import type { PlanField } from './sheet.ts';
import type { Rejected } from './sheet-commands.ts';
import { useColumns } from './use-columns.ts';
import { useMarks } from './use-marks.ts';
import { useSelection } from './use-selection.ts';
import { useSheet } from './use-sheet.ts';
import { useSheetActions } from './use-sheet-actions.ts';
import { ViewTools } from './view-tools.tsx';
import { WhenReleased } from './when-released.tsx';
import type { Writing } from './writing.ts';

const useStyles = makeStyles({
  tools: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: tokens.spacingHorizontalM,
    alignItems: 'end',
    '@media (max-width: 640px)': {
      gap: tokens.spacingHorizontalS,
      '& > .fui-Field': { flexGrow: 1, flexBasis: '92px', minWidth: 0 },
      '& > .fui-Field:first-child': { flexBasis: '100%' },
      '& > .fui-Button': { flexGrow: 1 },
    },
  },
  under: { display: 'flex', flexWrap: 'wrap', justifyContent: 'space-between', gap: tokens.spacingHorizontalM },
  soft: { color: tokens.colorNeutralForeground2 },
});

const none = [] as const;

/** The plan as a sheet that is edited, with its tools. */
export function PlanSheet(props: {
  readonly project: string;
  readonly person: string;
  readonly data: Tasks;
  readonly fields: readonly PlanField[];
  readonly writing: Writing;
  readonly mayWrite: boolean;
}) {
  const styles = useStyles();
  const { t, format } = useText();
  const { project, writing, data } = props;
  const editing = useEdits(project, props.person, data);
  const columns = useColumns(project, props.person, props.fields);
  const [view, setView] = useState<View>(wholePlan);
  const [rejected, setRejected] = useState<readonly Rejected[]>(none);
  const calm = useDeferredValue(view);
  const sheet = useSheet(editing, columns, calm, writing, data.complete);
  const [selection, select] = useSelection(sheet);
  const actions = useSheetActions({
    sheet,
    editing,
    selection,
    select,
    view: calm,
    onView: setView,
    onRejected: setRejected,
  });
  const { data: conflicts = none } = useConflicts(project, 'open');
  const marks = useMarks(project, editing.box, conflicts);
  const saying = editing.box.batches.at(-1)?.edits[0]?.task ?? null;
  useEffect(() => {
    if (saying !== null) sayEditing(project, saying);
  }, [project, saying]);
  useEffect(() => (data.complete ? prepareTexts(data.tasks) : undefined), [data]);
  const line = sheet.lines[selection.at.row];
  const task = isTask(line) ? line.id : null;
  const here = conflicts.find((one) => one.task_id === task && one.field === sheet.fields[selection.at.column]?.key);
  const shown = useMemo(() => sheet.lines.filter(isTask).length, [sheet.lines]);
  return (
    <>
      <div className={styles.tools}>
        <ViewTools tasks={editing.tasks} columns={columns} view={view} onView={setView} />
        <RowTools
          act={actions.act}
          structure={writing.structure}
          outline={!isFlat(calm)}
          canUndo={editing.box.undos.length > 0}
          canRedo={editing.box.redos.length > 0}
        />
      </div>
      <EditNews project={project} editing={editing} rejected={rejected} onForget={() => setRejected(none)} />
      {here && (
        <WhenReleased key={here.id}>
          <CellConflict project={project} conflict={here} />
        </WhenReleased>
      )}
      <Grid
        sheet={sheet}
        selection={selection}
        select={select}
        actions={actions}
        marks={marks}
        view={calm}
        onView={setView}
      />
      <div className={styles.under}>
        <Text role="status">
          {shown === 0 && data.complete
            ? t.plan.nothingFound
            : t.plan.rows(format.number(shown), format.number(editing.tasks.length))}
        </Text>
        <Text size={200} className={styles.soft}>
          {props.mayWrite ? t.plan.keys : t.plan.readOnly}
        </Text>
      </div>
    </>
  );
}
