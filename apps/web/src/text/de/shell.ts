import type { Messages } from '../messages.ts';
import { pluralIn } from '../plural.ts';

const plural = pluralIn('de');

export const shell: Messages['shell'] = {
  product: 'SprintForge Sync',
  projects: 'Projekte',
  skip: 'Zum Inhalt springen',
  account: 'Konto und Einstellungen',
  signOut: 'Abmelden',
  appearance: 'Aussehen',
  system: 'Wie das System',
  light: 'Hell',
  dark: 'Dunkel',
  language: 'Sprache',
  reference: 'HTTP-Referenz',
  sections: 'Teile dieses Projekts',
  nav: {
    sync: 'Abgleich',
    plan: 'Plan',
    conflicts: 'Konflikte',
    history: 'Verlauf',
    parked: 'Wartende Uploads',
    copies: 'Kopien',
    connect: 'Verbinden',
    timeline: 'Zeitachse',
    dashboard: 'Übersicht',
    settings: 'Einstellungen',
    audit: 'Protokoll',
  },
  offline: 'Keine Verbindung. Was Sie sehen, ist vielleicht nicht aktuell; Ihre Eingaben gehen nicht verloren.',
  role: { owner: 'Eigentümer', editor: 'Bearbeiter', contributor: 'Mitwirkender', viewer: 'Leser' },
};

export const live: Messages['live'] = {
  title: 'Neues in diesem Projekt',
  here: 'Auch hier',
  editing: 'bearbeitet',
  conflicts: (count) => plural(count, { one: '# Konflikt ist offen.', other: '# Konflikte sind offen.' }),
  door: {
    web: 'im Browser',
    webdav: 'in Excel über einen Link',
    'power-query': 'über Power Query',
    'office-script': 'über das Office-Skript',
    'add-in': 'im Excel-Add-in',
    cli: 'auf der Kommandozeile',
  },
};

export const states: Messages['states'] = {
  loading: 'Wird geladen …',
  retry: 'Noch einmal',
  back: 'Zu den Projekten',
  notFoundTitle: 'Hier ist nichts',
  notFoundText: 'Die Adresse stimmt nicht, oder das Projekt wurde weggelegt.',
  cancel: 'Abbrechen',
  close: 'Schließen',
  more: 'Mehr zeigen',
  copied: 'Kopiert',
  action: 'Aktion',
  needed: 'Das ist nötig.',
};

export const signIn: Messages['signIn'] = {
  title: 'Anmelden',
  lead: 'Pläne in Excel und der Plan auf dem Server, in eins gehalten.',
  email: 'E-Mail-Adresse',
  password: 'Passwort',
  instead: {
    token: 'Stattdessen mit einem persönlichen Token',
    password: 'Stattdessen mit Adresse und Passwort',
    organisation: 'Stattdessen mit der eigenen Organisation anmelden',
  },
  token: 'Persönliches Token',
  hint: 'Beginnt mit sfp_. Es bleibt in diesem Browser-Tab und wird beim Schließen vergessen.',
  submit: 'Anmelden',
  demo: 'Sie probieren die Demo? npm start gibt einen Link aus, der Sie anmeldet.',
  goOn: 'Weiter',
  signInAt: (name, organisation) => `Mit ${name} anmelden (${organisation})`,
  noProvider: 'Für diese Adresse hat hier keine Organisation eine eigene Anmeldung.',
};

export const factor: Messages['factor'] = {
  title: 'Zweiter Faktor',
  give: 'Ihre Authenticator-App zeigt einen Code mit sechs Ziffern. Geben Sie ihn hier ein.',
  needed:
    'Ihre Organisation verlangt einen zweiten Faktor. Richten Sie eine Authenticator-App ein; das dauert eine Minute.',
  code: 'Code',
  lost: 'Kein Gerät zur Hand? Geben Sie einen Ihrer Wiederherstellungscodes ein. Auch verloren? Wem die Organisation gehört, kann helfen.',
  setUp: 'Authenticator-App einrichten',
  enter:
    'Geben Sie diesen Schlüssel in die App ein, oder öffnen Sie die App auf diesem Gerät über den Link. Geben Sie dann den Code ein, den sie zeigt.',
  key: 'Schlüssel',
  openApp: 'In einer App auf diesem Gerät öffnen',
  confirm: 'Bestätigen',
  keep: 'Es funktioniert. Schreiben Sie diese Wiederherstellungscodes auf: Jeder gilt einmal, wenn Sie kein Gerät haben. Sie werden nur jetzt gezeigt.',
  kept: 'Ich habe sie aufgeschrieben',
  remove: 'App entfernen',
  active: (left) => `Eine Authenticator-App ist eingerichtet. Übrige Wiederherstellungscodes: ${left}.`,
  policy: 'Ob Passwörter einen zweiten Faktor brauchen',
  policies: {
    off: 'Niemand braucht einen zweiten Faktor',
    optional: 'Wer will, hat einen zweiten Faktor',
    required: 'Alle mit Passwort brauchen einen zweiten Faktor',
  },
};

export const links: Messages['links'] = {
  setupTitle: 'Willkommen',
  setupLead: 'Dieser Server ist neu. Legen Sie Ihre Organisation an; Sie werden ihr Eigentümer.',
  setup: 'Organisation anlegen',
  organisation: 'Organisation',
  name: 'Ihr Name',
  newPassword: 'Neues Passwort',
  passwordHint: 'Mindestens zehn Zeichen; ein paar Wörter merken sich leicht.',
  passwordKnown: 'Sie haben hier schon ein Konto: nehmen Sie dessen Passwort.',
  joinTitle: 'Beitreten',
  join: 'Beitreten',
  resetTitle: 'Ein neues Passwort',
  reset: 'Passwort setzen',
  forWhom: (email, organisation) => `${email}, ${organisation}`,
};

export const projects: Messages['projects'] = {
  title: 'Projekte',
  create: 'Neues Projekt',
  emptyTitle: 'Ihr erstes Projekt ist eine Arbeitsmappe entfernt',
  emptyText: 'Nehmen Sie den Excel-Plan, den Sie schon haben, oder beginnen Sie mit einer Vorlage.',
  tasks: (count) => plural(count, { one: '# Aufgabe', other: '# Aufgaben' }),
  conflicts: (count) => plural(count, { one: '# Konflikt zu entscheiden', other: '# Konflikte zu entscheiden' }),
  calm: 'Nichts zu entscheiden',
  updated: (ago) => `Geändert ${ago}`,
  revision: (number) => `Revision ${number}`,
  newTitle: 'Neues Projekt',
  name: 'Name',
  nameNeeded: 'Ein Projekt braucht einen Namen.',
  from: 'Beginnen mit',
  fromWorkbook: 'Meiner eigenen Excel-Arbeitsmappe',
  fromWorkbookHint: 'Ihre Tabelle wird gefunden; Aussehen, Formeln und andere Blätter bleiben.',
  template: { tasks: 'Einer Aufgabenliste', gantt: 'Einem Gantt-Diagramm', sprint: 'Einem Sprint-Plan' },
  templateHint: {
    tasks: 'Namen, Termine, Personen, Fortschritt.',
    gantt: 'Mit gezeichneter Zeitachse.',
    sprint: 'Für Teams, die in Iterationen arbeiten.',
  },
  dropHere: 'Legen Sie Ihren Plan hier ab, oder wählen Sie ihn',
  make: 'Projekt anlegen',
  making: 'Das Projekt wird angelegt …',
  found: (tasks, sheet) => `${tasks} wurden vom Blatt ${sheet} gelesen.`,
  columnsTitle: 'So wurden Ihre Spalten verstanden',
  column: 'Spalte',
  header: 'Überschrift',
  field: 'Gelesen als',
  sure: 'Wie sicher',
  surely: { high: 'Sicher', middle: 'Wahrscheinlich', low: 'Geraten' },
  ownColumn: 'Privat: bleibt in der Arbeitsmappe',
  notRight: 'Stimmt etwas nicht? Wählen Sie, was eine Spalte bedeutet; es wird gleich neu gelesen.',
  firstRows: 'Die ersten Zeilen, wie sie gelesen werden',
};

export const passkeys: Messages['passkeys'] = {
  title: 'Passkeys',
  lead: 'Fingerabdruck, Gesicht oder PIN eines Geräts statt eines Codes und, wo Ihre Organisation es erlaubt, statt des Passworts.',
  name: 'Name',
  nameHint: 'Damit Sie ihn wiedererkennen, zum Beispiel „Mein Laptop“.',
  added: 'Hinzugefügt',
  unused: 'nie',
  synced: 'auf mehreren Geräten',
  add: 'Passkey hinzufügen',
  remove: 'Entfernen',
  removeOne: (name) => `„${name}“ entfernen`,
  notHere: 'Dieser Browser macht hier keine Passkeys: Er will eine Seite über https.',
  use: 'Passkey verwenden',
  or: 'oder',
  signIn: 'Mit einem Passkey anmelden',
  alone: 'Ein Passkey allein meldet an, ohne Passwort',
};
