import type { Messages } from '../messages.ts';
import { pluralIn } from '../plural.ts';

const plural = pluralIn('de');

export const columns: Messages['columns'] = {
  add: 'Feld hinzufügen',
  addLead: 'Neue Downloads und abgeglichene Arbeitsmappen bekommen eine Spalte dafür, rechts an der Tabelle.',
  name: 'Wie es heißt',
  added: (label) => `${label} ist jetzt ein Feld.`,
  rename: 'Umbenennen',
  renameOne: (label) => `${label} umbenennen`,
  renameTitle: (label) => `Ein anderer Name für ${label}`,
  renameHint: 'Arbeitsmappen behalten die Überschriften, die ihre Spalten haben.',
  own: 'Ihre eigenen Spalten',
  ownLead:
    'Spalten Ihrer zuletzt hochgeladenen Arbeitsmappe, die nur Sie haben. Geben Sie eine frei, und sie wird abgeglichen wie jede andere.',
  noOwn: 'Ihre Arbeitsmappe hat keine eigene Spalte, oder Sie haben noch keine hochgeladen.',
  filled: 'Gefüllte Zeilen',
  sample: 'Zum Beispiel',
  share: 'Freigeben',
  shareOne: (header) => `${header} freigeben`,
  shareText: 'Alle im Projekt sehen das Feld und seine Werte, im Plan und im Verlauf.',
  typeHint: 'Zellen, die nicht passen, bleiben Ihre eigenen.',
  shared: (label, values, unread) =>
    `${label} ist freigegeben, mit ${plural(values, { one: '# Wert', other: '# Werten' })}.${
      unread > 0 ? ` ${plural(unread, { one: '# Zelle passt', other: '# Zellen passen' })} nicht.` : ''
    }`,
};
