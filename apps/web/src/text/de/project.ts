import type { Messages } from '../messages.ts';
import { pluralIn } from '../plural.ts';

const plural = pluralIn('de');

export const conflicts: Messages['conflicts'] = {
  title: 'Konflikte',
  lead: 'Zwei Personen haben dasselbe geändert. Wählen Sie, was im Plan stehen soll; der andere Wert bleibt festgehalten.',
  emptyTitle: 'Alle sind sich einig',
  emptyText: 'Wenn zwei Personen dieselbe Zelle ändern, warten hier beide Werte auf eine Entscheidung.',
  base: 'Vorher',
  ours: 'Im Plan',
  theirs: 'In der Arbeitsmappe',
  theirsOf: (name) => `In der Mappe von ${name}`,
  stands: 'gilt jetzt',
  own: 'Anderer Wert',
  apply: (count) => plural(count, { one: '# Konflikt entscheiden', other: '# Konflikte entscheiden' }),
  allOurs: 'Alle wie im Plan',
  allTheirs: 'Alle wie in den Mappen',
  decided: (count) => plural(count, { one: '# Konflikt entschieden.', other: '# Konflikte entschieden.' }),
  resolved: 'Entschieden',
  resolvedBy: (name, ago) => `entschieden von ${name}, ${ago}`,
  since: (name, ago) => `${name}, ${ago}`,
  mayNot: 'Entscheiden können Bearbeiter.',
};

export const history: Messages['history'] = {
  title: 'Verlauf',
  sentence: {
    create: (who) => `${who} hat das Projekt angelegt`,
    upload: (who, what) => `${who} hat eine Arbeitsmappe abgeglichen: ${what}`,
    resolve: (who, what) => `${who} hat Konflikte entschieden: ${what}`,
    rollback: (who, what) => `${who} ist zurückgegangen: ${what}`,
    undo: (who, what) => `${who} hat einen Abgleich zurückgenommen: ${what}`,
    calendar: (who, what) => `${who} hat den Kalender geändert: ${what}`,
    parked: (who, what) => `${who} hat einen wartenden Upload entschieden: ${what}`,
    edit: (who, what) => `${who} hat den Plan bearbeitet: ${what}`,
    other: (who, what) => `${who}: ${what}`,
  },
  changes: (count) => plural(count, { one: '# Änderung', other: '# Änderungen' }),
  revision: (number) => `Revision ${number}`,
  current: 'jetzt',
  show: 'Was sich änderte',
  workbook: 'Mappe von damals',
  undo: 'Zurücknehmen',
  rollback: 'Hierher zurück',
  undoAsk: (number) => `Revision ${number} zurücknehmen?`,
  undoText:
    'Ihre Änderungen werden in einer neuen Revision zurückgenommen. Was seither wieder geändert wurde, bleibt und wird genannt.',
  rollbackAsk: (number) => `Zu Revision ${number} zurück?`,
  rollbackText: 'Der Plan wird wie damals, als neue Revision. Alles seither bleibt in diesem Verlauf.',
  done: (number) => `Fertig: der Plan steht bei Revision ${number}.`,
  kept: (count) =>
    plural(count, {
      one: '# Änderung wurde seither wieder geändert und bleibt.',
      other: '# Änderungen wurden seither wieder geändert und bleiben.',
    }),
  empty: 'Diese Revision hat keine Änderungen zu zeigen.',
};

export const plan: Messages['plan'] = {
  title: 'Plan',
  find: 'Aufgabe suchen',
  status: 'Status',
  person: 'Person',
  all: 'Alle',
  group: 'Gruppieren nach',
  noGroup: 'Gliederung',
  columns: 'Spalten',
  allColumns: 'Alle zeigen',
  filter: 'Filter',
  filtered: 'gefiltert',
  filterHint:
    'Ein Teil des Textes oder eine Bedingung: > 1, <= 50 %, = Erledigt; = allein für leer, <> für nicht leer.',
  noFilter: 'Kein Filter',
  rows: (shown, total) => `${shown} von ${total} Aufgaben`,
  loadingRows: (count) => `${count} Aufgaben geladen …`,
  emptyTitle: 'Noch keine Aufgabe',
  emptyText: 'Jemand mit Schreibrecht muss die ersten anlegen, hier oder in Excel.',
  nothingFound: 'Keine Aufgabe ist so.',
  expand: 'Gruppe öffnen',
  collapse: 'Gruppe schließen',
  tools: 'Zeilen',
  newTask: 'Neue Aufgabe',
  newTaskHint: 'Neue Aufgabe: hier tippen',
  insert: 'Neue Aufgabe darunter (Einfg)',
  remove: 'Aufgaben löschen (Strg+−)',
  indent: 'Tiefer stufen (Alt+Umschalt+→)',
  outdent: 'Höher stufen (Alt+Umschalt+←)',
  up: 'Nach oben (Alt+Umschalt+↑)',
  down: 'Nach unten (Alt+Umschalt+↓)',
  undo: 'Letzte eigene Änderung zurücknehmen (Strg+Z)',
  keys: 'Wie in Excel: Tippen, F2, Eingabe, Tab, Esc, Entf, Strg+C, Strg+V, Strg+D, Strg+Z',
  expected: (type, day) =>
    ({
      date: `Das ist kein Tag. Zum Beispiel: ${day}`,
      duration: 'Das ist keine Zahl von Arbeitstagen. Zum Beispiel: 5 oder 1,5 oder 2w 3t',
      percent: 'Das ist kein Prozentwert. Zum Beispiel: 30 %',
      integer: 'Hier gehört eine ganze Zahl hin.',
      number: 'Hier gehört eine Zahl hin.',
      money: 'Hier gehört ein Betrag hin. Zum Beispiel: 1.250,50',
      boolean: 'Hier gehört ja oder nein hin.',
    })[type] ?? 'Das passt hier nicht.',
  notSaved: (count) =>
    plural(count, { one: '# Änderung ist noch nicht gespeichert', other: '# Änderungen sind noch nicht gespeichert' }),
  discard: 'Verwerfen',
  refused: (count) =>
    plural(count, { one: 'Das wurde nicht übernommen', other: '# Änderungen wurden nicht übernommen' }),
  refusedBecause: {
    FIELD_READ_ONLY: 'dieses Feld dürfen Sie nicht schreiben',
    NOT_YOUR_TASK: 'Sie dürfen Aufgaben schreiben, die Ihnen zugewiesen sind',
    STRUCTURE_READ_ONLY: 'Sie dürfen keine Aufgaben anlegen, verschieben oder löschen',
    UNKNOWN_TASK: 'jemand anderes hat die Aufgabe gelöscht',
    UNKNOWN_PREDECESSOR: 'eine solche Aufgabe gibt es nicht',
    SELF_PREDECESSOR: 'eine Aufgabe kann nicht auf sich selbst warten',
  },
  rejected: (count) =>
    plural(count, { one: 'Eine eingefügte Zelle passte nicht', other: '# eingefügte Zellen passten nicht' }),
  disputed: 'Zwei haben diese Zelle geändert',
  disputedText: (ours, who, theirs) => `Im Plan steht „${ours}“, ${who} schrieb „${theirs}“.`,
  keep: (value) => `„${value}“ behalten`,
  take: (value) => `„${value}“ nehmen`,
  allConflicts: 'Alle Konflikte',
};
