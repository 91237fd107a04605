import type { Messages } from '../messages.ts';

export const timeline: Messages['timeline'] = {
  title: 'Zeitachse',
  zoom: 'Maßstab',
  zooms: { day: 'Tage', week: 'Wochen', month: 'Monate' },
  task: 'Aufgabe, der dunklere Teil erledigt',
  critical: 'Kritisch: verschiebt das Ende des Plans',
  today: 'Heute',
  told: (name, start, finish, done) => `${name}: ${start} – ${finish}, ${done}`,
  emptyTitle: 'Noch hat keine Aufgabe einen Termin',
  emptyText: 'Geben Sie Aufgaben in Excel Beginn und Ende, und gleichen Sie ab.',
};

export const dashboard: Messages['dashboard'] = {
  title: 'Übersicht',
  done: 'Erledigt',
  tasks: 'Aufgaben',
  overdue: 'Überfällig',
  finish: 'Letztes Ende',
  cost: 'Kosten',
  byStatus: 'Nach Status',
  load: 'Noch zu tun, nach Person',
  loadLead: 'Arbeitstage, die noch nicht erledigt sind.',
  loadOf: (days, tasks) => `${days} T, ${tasks}`,
};

export const settings: Messages['settings'] = {
  title: 'Einstellungen',
  lookOnly: 'Ändern kann das nur ein Eigentümer.',
  project: 'Dieses Projekt',
  strategy: 'Wenn zwei dieselbe Zelle geändert haben',
  strategyHint: 'Was gilt, bis jemand entscheidet; jeder Upload kann anderes wählen.',
  strategies: {
    server: 'Der Plan behält seinen Wert',
    client: 'Der hochgeladene Wert gilt',
    merge: 'Beides verbinden, wo Texte und Listen es erlauben',
    manual: 'Nichts wird geschrieben, bis entschieden ist',
  },
  scheduling: 'Endtermine',
  follow: 'folgen aus Beginn und Dauer',
  manual: 'sind, was jemand schreibt',
  weekend: 'Arbeitsfreie Tage',
  save: 'Speichern',
  saved: 'Gespeichert.',
  members: 'Personen der Organisation',
  person: 'Name',
  role: 'Rolle',
  invite: 'Jemanden einladen',
  sendInvitation: 'Einladen',
  mailed: (email) => `Eine Mail an ${email} ist unterwegs. Das ist ihr Link:`,
  handOver: 'Hier wird keine Mail verschickt. Geben Sie diesen Link weiter; er wird nur jetzt gezeigt:',
  until: 'Gilt bis',
  withdraw: 'Zurückziehen',
  away: 'Projekt weglegen',
  awayAsk: (name) => `${name} weglegen?`,
  awayText: 'Es verschwindet aus allen Listen, und Kopien davon lassen sich nicht mehr abgleichen.',
};
