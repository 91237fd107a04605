/** Sends what was edited since the last time, brings what others changed. Run it as often as you like. */
async function main(workbook: ExcelScript.Workbook): Promise<string> {
  const store = readStore(workbook);
  const server = configured(workbook, 'B3');
  const headers = { Authorization: `Bearer ${configured(workbook, 'B2')}`, 'Content-Type': 'application/json' };
  // a call whose answer was not carried out to the end comes first; then what was edited since
  let told = '';
  for (let rest = store.journal ? 2 : 1; rest > 0; rest--) {
    const notes: Note[] = [];
    const journal = prepare(workbook, store, notes);
    const call = {
      method: 'POST',
      headers: { ...headers, 'Idempotency-Key': journal.key },
      body: JSON.stringify(journal.request),
    };
    const response = await fetch(`${server}/api/sync`, call);
    const text = await response.text();
    // 5xx and 429: it may have been done, or is not yet; the same call is made again the next time
    if (response.status >= 500 || response.status === 429) {
      throw new Error(`The server does not answer now (${response.status}). Run the script again later.`);
    }
    if (!response.ok) {
      throw new Error(refused(workbook, store, response.status, text));
    }
    const answer: Answer = JSON.parse(text);
    finish(workbook, store, journal, answer, notes);
    const open = await fetch(`${server}/api/projects/${journal.request.project_id}/conflicts`, {
      method: 'GET',
      headers: headers,
    });
    const list: { conflicts: { id: string }[] } = open.ok ? JSON.parse(await open.text()) : { conflicts: [] };
    tellPerson(workbook, answer.conflicts, notes, open.ok ? new Set(list.conflicts.map((one) => one.id)) : undefined);
    told = summary(answer, journal.request.changes.length);
  }
  return told;
}
