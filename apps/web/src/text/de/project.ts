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
  find: 'Aufgabe finden',
  status: 'Status',
  person: 'Person',
  all: 'Alle',
  rows: (shown, total) => `${shown} von ${total} Aufgaben`,
  loadingRows: (count) => `${count} Aufgaben geladen …`,
  emptyTitle: 'Es gibt noch keine Aufgabe',
  emptyText:
    'Laden Sie Ihre Kopie herunter, schreiben Sie in Excel die ersten Aufgaben, und legen Sie sie beim Abgleich ab.',
  nothingFound: 'Keine Aufgabe ist so.',
  expand: 'Gruppe öffnen',
  collapse: 'Gruppe schließen',
};
