import type { Messages } from '../messages.ts';
import { pluralIn } from '../plural.ts';

const plural = pluralIn('de');

export const parked: Messages['parked'] = {
  title: 'Wartende Uploads',
  lead: 'Diese Uploads brauchen eine Entscheidung, bevor etwas davon geschrieben wird: über einen Link gespeichert, nach Zeitplan, oder aus einer zurückgezogenen Kopie.',
  emptyTitle: 'Kein Upload wartet',
  emptyText: 'Wenn ein Excel über einen Link speichert und etwas zu entscheiden ist, wartet der Upload hier.',
  by: (name, ago) => `${name}, ${ago}`,
  look: 'Ansehen',
  discard: 'Verwerfen',
  discardAsk: 'Diesen Upload verwerfen?',
  discardText: 'Nichts davon wird geschrieben. Das Protokoll merkt es sich.',
  apply: 'Übernehmen',
  applied: (number) => `Übernommen: der Plan steht bei Revision ${number}.`,
};

export const copies: Messages['copies'] = {
  title: 'Kopien',
  lead: 'Wer welche Arbeitsmappe hat. Uploads einer zurückgezogenen Kopie warten auf einen Eigentümer.',
  holder: 'Person',
  revision: 'Von Revision',
  issued: 'Ausgegeben',
  synced: 'Zuletzt abgeglichen',
  never: 'noch nicht',
  revoke: 'Zurückziehen',
  revoked: (ago) => `zurückgezogen ${ago}`,
  revokeAsk: (name) => `Die Kopie von ${name} zurückziehen?`,
  revokeText:
    'Was daraus hochgeladen wird, wartet auf die Entscheidung eines Eigentümers. Die Person kann eine frische Kopie holen.',
  emptyTitle: 'Niemand hat eine Kopie',
  emptyText: 'Jedes Herunterladen ist eine eigene Kopie und steht hier.',
};

export const connect: Messages['connect'] = {
  title: 'Verbinden',
  readOnly:
    'Sie können dieses Projekt ansehen: Auf diesen Wegen kommt der Plan zu Ihnen; Änderungen nehmen sie von Ihnen nicht an.',
  lead: 'Wege, an diesem Plan in Ihren Programmen zu arbeiten.',
  excelTitle: 'In Excel, mit Strg+S',
  excelLead:
    'Ein eigener Link, der den Plan in Excel oder LibreOffice öffnet. Bei jedem Speichern werden Ihre Änderungen zusammengeführt.',
  excelMake: 'Link erzeugen',
  excelOpen: 'In Excel öffnen',
  address: 'Adresse, für LibreOffice und andere',
  secret: 'Wer diesen Link hat, handelt als Sie. Er wird nur jetzt gezeigt und endet, wenn er nicht benutzt wird.',
  links: 'Ihre Links',
  used: (ago) => `benutzt ${ago}`,
  end: 'Beenden',
  queryTitle: 'Lebende Tabellen, mit Power Query',
  queryLead:
    'Eine Kopie mit Blättern, die Vorgänge, Ressourcen, Abhängigkeiten und Verlauf von hier lesen: beim Öffnen, alle 30 Minuten und mit „Alle aktualisieren“.',
  queryText: 'Die Abfragen als Text',
  scriptTitle: 'Ein Knopf in Excel, mit einem Office-Skript',
  scriptLead:
    'Legen Sie das Skript auf Ihrem OneDrive unter Dokumente / Office Scripts ab, öffnen Sie die Arbeitsmappe und führen Sie es im Reiter „Automatisieren“ aus: Es sendet Ihre Änderungen und holt die der anderen.',
  scriptFile: 'Das Skript',
  connectedGet: 'Arbeitsmappe herunterladen',
  connectedSecret:
    'Die Arbeitsmappe enthält ein Token von Ihnen für dieses Projekt: Geben Sie sie nicht weiter. Es steht unten und lässt sich dort widerrufen.',
  cliTitle: 'Auf der Kommandozeile',
  cliLead: 'In einem Checkout, mit einem persönlichen Token:',
  tokensTitle: 'Persönliche Tokens',
  tokensLead: 'Für die Kommandozeile und eigene Programme. Ein Token darf, was Sie dürfen.',
  tokenName: 'Wofür es ist',
  tokenMake: 'Token erzeugen',
  tokenOnce: 'Jetzt kopieren, es wird nicht wieder gezeigt:',
  tokenUntil: 'Gilt',
  tokenEnds: (day) => `bis ${day}`,
  tokenForever: 'unbegrenzt',
  revoke: 'Widerrufen',
  copy: 'Kopieren',
};

export const audit: Messages['audit'] = {
  title: 'Protokoll',
  lead: 'Alles, was hier geschah, jeder Eintrag mit dem vorigen verkettet.',
  verify: 'Kette prüfen',
  whole: (count) =>
    plural(count, { one: 'Ganz: # Eintrag, unverändert.', other: 'Ganz: # Einträge, keiner verändert.' }),
  broken: (entry) => `Gebrochen bei Eintrag ${entry}.`,
  csv: 'Als CSV ausgeben',
  when: 'Wann',
  who: 'Wer',
  what: 'Was',
  revision: 'Revision',
  from: 'Von wo',
  person: 'Person',
  kind: 'Art',
  anyone: 'Alle',
  anything: 'Alles',
  empty: 'Nichts dergleichen ist geschehen.',
  kinds: {
    create: 'Projekt angelegt',
    upload: 'Mappe abgeglichen',
    api: 'Plan bearbeitet',
    webdav: 'in Excel über Link gespeichert',
    hybrid: 'mit der Cloud ausgetauscht',
    download: 'Mappe heruntergeladen',
    resolve: 'Konflikte entschieden',
    renew: 'Konflikt erneut gesehen',
    rollback: 'zurückgegangen',
    undo: 'Abgleich zurückgenommen',
    fields: 'Felder geändert',
    parked: 'wartender Upload entschieden',
    calendar: 'Kalender geändert',
    park: 'Upload wartet',
    discard: 'wartender Upload verworfen',
    erasure: 'Daten einer Person gelöscht',
  },
};
