interface Call {
  url: string;
  key: string;
  authorization: string;
  body: string;
}

/** For Power Automate, where scripts cannot call servers: the call that the flow is to make (POST, JSON). */
function main(workbook: ExcelScript.Workbook): Call {
  const store = readStore(workbook);
  const journal = prepare(workbook, store, []);
  return {
    url: `${configured(workbook, 'B3')}/api/sync`,
    key: journal.key,
    authorization: `Bearer ${configured(workbook, 'B2')}`,
    body: JSON.stringify(journal.request),
  };
}
