/** For Power Automate: carries out what the server answered. `status` is that of the HTTP action, `body` its body as text. */
function main(workbook: ExcelScript.Workbook, status: number, body: string): string {
  const store = readStore(workbook);
  const journal = store.journal;
  if (!journal) {
    return 'Nothing is under way.';
  }
  if (status >= 500 || status === 429) {
    return `The server does not answer now (${status}). The next run makes the same call again.`;
  }
  if (status >= 300) {
    return refused(workbook, store, status, body);
  }
  const notes: Note[] = [];
  const answer: Answer = JSON.parse(body);
  finish(workbook, store, journal, answer, notes);
  tellPerson(workbook, answer.conflicts, notes);
  return summary(answer, journal.request.changes.length);
}
