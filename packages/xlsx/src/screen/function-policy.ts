import { knownFunctions } from './known-functions.ts';

/** Functions that fetch, send, run or load something. */
const forbidden = words(`
WEBSERVICE IMAGE RTD CALL REGISTER REGISTER.ID EXEC SQL.REQUEST DDE
IMPORTRANGE IMPORTXML IMPORTHTML IMPORTDATA IMPORTFEED IMPORTTEXT IMPORTCSV COPILOT
`);

/** Verbs of the Excel 4.0 macro language that no worksheet function is named like. */
const macroVerbs = words(`
ACTIVATE ACTIVATE.NEXT ADD.COMMAND ADD.MENU ADD.TOOL ALERT APP.ACTIVATE APP.MINIMIZE ARGUMENT ASSIGN.TO.OBJECT BEEP
CALLER CANCEL.KEY CLOSE CLOSE.ALL COPY CREATE.OBJECT CUSTOM.REPEAT DELETE.COMMAND DIALOG.BOX DIRECTORIES DOCUMENTS ECHO
EDIT.DELETE ELSE.IF ENABLE.COMMAND END.IF ERROR EVALUATE EXECUTE FCLOSE FILE.CLOSE FILE.DELETE FILES FOPEN FORMULA
FORMULA.ARRAY FORMULA.CONVERT FORMULA.FILL FORMULA.GOTO FPOS FREAD FREADLN FSIZE FWRITE FWRITELN GET.BAR GET.CELL
GET.CHART.ITEM GET.DEF GET.DOCUMENT GET.FORMULA GET.LINK.INFO GET.MOVIE GET.NAME GET.NOTE GET.OBJECT GET.TOOL
GET.WINDOW GET.WORKBOOK GET.WORKSPACE GOTO HALT INITIATE INPUT INSERT LINKS MESSAGE NAMES NEW ON.DATA ON.ENTRY ON.KEY
ON.RECALC ON.SHEET ON.TIME ON.WINDOW OPEN OPEN.LINKS OPEN.TEXT PASTE POKE PRINT QUIT REFTEXT RELREF REQUEST RESTART
RESULT RETURN RUN SAVE SAVE.AS SELECT SELECTION SEND.KEYS SEND.MAIL SET.NAME SET.VALUE STEP TERMINATE TEXTREF UNREGISTER
VBA.INSERT.FILE VOLATILE WAIT WHILE WINDOWS WORKBOOK.ACTIVATE WORKBOOK.HIDE WORKBOOK.INSERT WORKBOOK.UNHIDE
`);

/**
 * Functions that are kept but worth a word: they read what the formula does not show, ask a service of Microsoft's without naming any
 * address, or ask a connection of the workbook.
 */
const doubtful = words(`
FILTERXML ENCODEURL INDIRECT CELL INFO STOCKHISTORY TRANSLATE DETECTLANGUAGE
CUBEKPIMEMBER CUBEMEMBER CUBEMEMBERPROPERTY CUBERANKEDMEMBER CUBESET CUBESETCOUNT CUBEVALUE
`);

export type FunctionKind =
  | 'known'
  | 'forbidden'
  | 'macroVerb'
  | 'doubtful'
  | 'hyperlink'
  | 'python'
  | 'addIn'
  | 'unknown';

/** Judges a function by its name as it stands in a formula, prefixes and case folded. */
export function functionKind(written: string): FunctionKind {
  const name = foldFunction(written);
  if (knownFunctions.has(name)) return 'known';
  if (forbidden.has(name)) return 'forbidden';
  if (name === 'HYPERLINK') return 'hyperlink';
  if (name === 'PY') return 'python';
  if (doubtful.has(name)) return 'doubtful';
  if (macroVerbs.has(name)) return 'macroVerb';
  if (/^@?_xlpm\./i.test(written)) return 'known';
  return /^@?_xll\./i.test(written) ? 'addIn' : 'unknown';
}

/** `_xlfn._xlws.Sort` → `SORT`, `_xleta.SUM` (a function as an argument) → `SUM`. Full width and other compatibility letters are folded too. */
export function foldFunction(written: string): string {
  const name = written.normalize('NFKC').replace(/^(?:@|_xlfn\.|_xlws\.|_xll\.|_xleta\.|_{1,2}xludf\.)+/i, '');
  return name.toUpperCase();
}

function words(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/));
}
