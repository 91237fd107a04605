import type { Messages } from '../messages.ts';
import { pluralIn } from '../plural.ts';

const plural = pluralIn('de');

export const account: Messages['account'] = {
  who: 'Wer Sie sind',
  title: 'Ihr Konto',
  sessions: 'Wo Sie angemeldet sind',
  sessionsLead: 'Eine Sitzung endet nach einer Woche ohne Nutzung von selbst.',
  noSessions: 'Sie sind mit einem Token hier; es gibt keine Sitzung.',
  device: 'Browser',
  from: 'Von',
  used: 'Zuletzt genutzt',
  here: 'hier',
  end: 'Dort abmelden',
  endOthers: 'Überall sonst abmelden',
  password: 'Passwort',
  passwordLead: 'Mit einem neuen Passwort enden alle anderen Sitzungen.',
  current: 'Bisheriges Passwort',
  change: 'Passwort ändern',
  changed: 'Das Passwort ist geändert.',
  own: 'Alles über Sie',
  ownLead: 'Was dieser Server über Sie weiß, als Datei mit Tabellen.',
  ownFile: 'Herunterladen',
};

export const notices: Messages['notices'] = {
  news: 'Was Sie erfahren haben',
  unread: (count) => plural(count, { one: 'Was Sie erfahren haben: # Neues', other: 'Was Sie erfahren haben: # Neue' }),
  nothing: 'Noch nichts.',
  operator: 'Der Betreiber des Servers',
  told: {
    overwritten: (by, count) =>
      plural(count, {
        one: `${by} hat eine Ihrer Änderungen überschrieben; Ihr Wert ist im Konflikt aufbewahrt`,
        other: `${by} hat # Ihrer Änderungen überschrieben; Ihre Werte sind in den Konflikten aufbewahrt`,
      }),
    conflict: (by, count) =>
      plural(count, {
        one: `${by} hat geändert, was Sie geändert hatten; Ihr Wert gilt, bis entschieden ist`,
        other: `${by} hat an # Stellen geändert, was Sie geändert hatten; Ihre Werte gelten, bis entschieden ist`,
      }),
    parked: (by) => `Der Upload von ${by} wartet auf eine Entscheidung`,
    assigned: (by, count) =>
      plural(count, { one: `${by} hat Ihnen eine Aufgabe zugewiesen`, other: `${by} hat Ihnen # Aufgaben zugewiesen` }),
    rollback: (by, count) =>
      plural(count, {
        one: `${by} hat eine Änderung zurückgenommen`,
        other: `${by} hat # Änderungen zurückgenommen`,
      }),
    sync: (by, count) =>
      plural(count, { one: `${by} hat eine Änderung eingespielt`, other: `${by} hat # Änderungen eingespielt` }),
    password_link: (by) =>
      `${by} hat einen Link zu einem neuen Passwort für Ihr Konto erstellt. Wenn Sie nicht darum gebeten haben, sagen Sie es einem Eigentümer der Organisation`,
  },
  title: 'Was Sie erfahren',
  lead: 'In diesem Projekt. Was Sie selbst getan haben, wird Ihnen nie gemeldet.',
  leadAll: 'In allen Projekten, deren Einstellungen nichts anderes sagen.',
  what: 'Wenn',
  app: 'Hier',
  mail: 'Per Mail',
  noMail: 'Dieser Server verschickt keine Mail.',
  kinds: {
    overwritten: 'eine Änderung Ihre ersetzt',
    conflict: 'eine Änderung mit Ihrer kollidiert',
    parked: 'ein Upload auf eine Entscheidung wartet',
    assigned: 'Ihnen eine Aufgabe zugewiesen wird',
    rollback: 'Änderungen zurückgenommen werden',
    sync: 'jemand Änderungen abgleicht',
  },
};

export const webhooks: Messages['webhooks'] = {
  title: 'Webhooks',
  lead: 'Andere Programme, die sofort erfahren, was in diesem Projekt geschieht. Jede Nachricht ist signiert.',
  address: 'Adresse',
  events: { revision: 'Änderungen des Plans', conflict: 'Konflikte', parked: 'wartende Uploads' },
  secret: 'Der Schlüssel, mit dem die Nachrichten signiert sind. Kopieren Sie ihn jetzt, er wird nicht wieder gezeigt:',
  test: 'Ausprobieren',
  deliveries: 'Nachrichten',
  remove: 'Entfernen',
  none: 'Noch wurde nichts gesendet.',
  stopped: (why) => `Vom Server abgeschaltet: ${why}`,
  event: 'Ereignis',
  status: 'Stand',
  answer: 'Antwort',
  statuses: {
    waiting: 'wird erneut gesendet',
    delivered: 'angekommen',
    failed: 'aufgegeben',
    dropped: 'war abgeschaltet',
  },
};
