/** The call that is under way, or a new one with what was edited; undefined values of the workbook never leave it. */
function prepare(workbook: ExcelScript.Workbook, store: Store, notes: Note[]): Journal {
  if (store.journal) {
    return store.journal;
  }
  const plan = readPlan(workbook, store.link);
  refuseShifted(plan, store);
  nameRows(plan, store.held);
  const changes = findChanges(plan, store, notes);
  const request: SyncRequest = {
    project_id: configured(workbook, 'B1'),
    copy_id: store.link.copy,
    version: store.link.version,
    changes: changes,
  };
  store.journal = { key: `script-${drawn()}`, request: request, texts: typedPredecessors(plan, changes) };
  if (JSON.stringify(request).length > 4500000) {
    throw new Error('That is more than a script can send. Upload the workbook instead.');
  }
  writeStore(store);
  return store.journal;
}

function configured(workbook: ExcelScript.Workbook, cell: string): string {
  const sheet = ownSheet(workbook, '_CONFIG', 'project_id');
  const value = sheet ? String(sheet.getRange(cell).getValue()) : '';
  if (value === '') {
    throw new Error(
      "The workbook does not say where it belongs. Download it again with 'Office Script' on the Connect page.",
    );
  }
  return value;
}

/** Carries out the answer, and writes down that nothing is under way any more. */
function finish(workbook: ExcelScript.Workbook, store: Store, journal: Journal, answer: Answer, notes: Note[]): void {
  for (const cell of answer.refused) {
    notes.push({
      id: cell.task_id || '',
      cell: cell.field,
      what: `"${cell.found}" was refused; expected ${cell.expected}.`,
    });
  }
  applyAnswer(workbook, store, journal, answer);
  store.journal = undefined;
  writeStore(store);
}

/** What a refusal says to people. The call is forgotten: nothing of it was done. */
function refused(workbook: ExcelScript.Workbook, store: Store, status: number, text: string): string {
  store.journal = undefined;
  writeStore(store);
  let said = text;
  try {
    const problem: { title?: string; detail?: string } = JSON.parse(text);
    said = [problem.title, problem.detail].filter((part) => part).join(': ');
  } catch (error) {
    said = `status ${status}`;
  }
  const how = status === 409 ? ' This needs a decision: upload the workbook in the web application.' : '';
  tellPerson(workbook, [], [{ id: '', cell: '', what: `Nothing was synced. ${said}.${how}` }]);
  return said;
}

function summary(answer: Answer, sent: number): string {
  const { counts } = answer;
  const parts = [`Revision ${answer.version}`, `${sent} sent`, `${counts.applied} applied`];
  if (counts.conflicts > 0) {
    parts.push(`${counts.conflicts} in conflict: see the sheet Sync`);
  }
  if (counts.refused > 0) {
    parts.push(`${counts.refused} refused: see the sheet Sync`);
  }
  return parts.join(', ');
}
