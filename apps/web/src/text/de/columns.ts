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
  archive: 'Archivieren',
  archiveOne: (label) => `${label} archivieren`,
  archiveAsk: (label) => `${label} archivieren?`,
  archiveText: (values, conflicts) =>
    `${plural(values, { one: '# Aufgabe hat', other: '# Aufgaben haben' })} darin einen Wert. Das Feld verlässt den Plan und neue Arbeitsmappen; ein Eigentümer kann es mit seinen Werten zurückholen. In Arbeitsmappen, die schon ausgegeben sind, gehört seine Spalte danach deren Besitzer allein.${
      conflicts > 0
        ? ` ${plural(conflicts, { one: '# offener Konflikt endet', other: '# offene Konflikte enden' })} damit.`
        : ''
    }`,
  archived: 'Archivierte Felder',
  archivedLead: 'Sie sind nicht mehr im Plan. Ihre Werte sind aufbewahrt und kommen mit ihnen zurück.',
  archivedBy: 'Archiviert von',
  archivedAt: 'Wann',
  restore: 'Zurückholen',
  restoreOne: (label) => `${label} zurückholen`,
};
