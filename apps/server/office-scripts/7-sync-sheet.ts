const SYNC_MARK = 'SprintForge Sync';
const CONFLICT_HEAD = [
  'Task ID',
  'Task',
  'Field',
  'Mine',
  'Server',
  'Base',
  'Choice',
  'Custom value',
  'Conflict',
  'Seen',
];

function stateText(state: Wire | TaskState): string {
  if (state === null) {
    return '';
  }
  if (typeof state === 'object' && state.predecessor) {
    return `${state.predecessor}${state.type || ''}${state.lag ? `+${state.lag}d`.replace('+-', '-') : ''}`;
  }
  if (typeof state === 'object') {
    return state.fields?.name ? String(state.fields.name) : '…';
  }
  return String(state);
}

/** Lines of conflicts that stand on the sheet already, choices with them; those that are no longer open are left out. */
function standingConflicts(sheet: ExcelScript.Worksheet, open: Set<string> | undefined): Raw[][] {
  const used = sheet.getUsedRange();
  if (!used) {
    return [];
  }
  const lines = sheet
    .getRangeByIndexes(0, 0, used.getRowIndex() + used.getRowCount(), CONFLICT_HEAD.length)
    .getValues();
  const head = lines.findIndex((line) => line[8] !== '' && line[0] !== '');
  if (head < 0) {
    return [];
  }
  const standing: Raw[][] = [];
  for (const line of lines.slice(head + 1)) {
    if (line[8] === '') {
      break;
    }
    if (!open || open.has(String(line[8]))) {
      standing.push(line);
    }
  }
  return standing;
}

/**
 * Writes what a person has to decide or to know onto the sheet `Sync`, as a download does: a choice made there is taken at the next
 * upload of the workbook. `open`: the conflicts that are open; not known where the script cannot ask.
 */
function tellPerson(
  workbook: ExcelScript.Workbook,
  conflicts: AnswerConflict[],
  notes: Note[],
  open?: Set<string>,
): void {
  const present = ownSheet(workbook, 'Sync', SYNC_MARK);
  const news: Raw[][] = conflicts.map((one) => [
    one.task_id,
    one.task_name || '',
    one.field || '',
    stateText(one.theirs),
    stateText(one.ours),
    stateText(one.base),
    '',
    '',
    one.id || '',
    '',
  ]);
  const known = new Set(news.map((line) => String(line[8])));
  const standing = present ? standingConflicts(present, open).filter((line) => !known.has(String(line[8]))) : [];
  const lines = news.concat(standing);
  if (!present && lines.length + notes.length === 0) {
    return;
  }
  const sheet = present || workbook.addWorksheet(workbook.getWorksheet('Sync') ? 'Sync (SprintForge)' : 'Sync');
  const blank = ['', '', '', '', '', '', '', '', '', ''];
  const text: Raw[][] = [[SYNC_MARK].concat(blank.slice(1)), blank];
  if (lines.length > 0) {
    text.push(
      ['Conflicts: choose Mine, Server, Base or Custom, here and at the next upload, or in the web application'].concat(
        blank.slice(1),
      ),
      CONFLICT_HEAD,
      ...lines,
      blank,
    );
  }
  if (notes.length > 0) {
    text.push(['Notes'].concat(blank.slice(1)), ['Task ID', 'Cell', 'What'].concat(blank.slice(3)));
    for (const note of notes) {
      text.push([note.id, note.cell, note.what].concat(blank.slice(3)));
    }
  }
  const used = sheet.getUsedRange();
  const before = used ? used.getRowIndex() + used.getRowCount() : 0;
  while (text.length < before) {
    text.push(blank);
  }
  sheet
    .getRangeByIndexes(0, 0, text.length, blank.length)
    .setValues(text.map((line) => line.map((value) => asText(value))));
  if (lines.length + notes.length > 0) {
    sheet.setVisibility(ExcelScript.SheetVisibility.visible);
  }
}

/** What people typed elsewhere stays text here. */
function asText(value: Raw): Raw {
  return typeof value === 'string' && value !== '' ? `'${value}` : value;
}
