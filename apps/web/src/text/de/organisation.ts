import type { Messages } from '../messages.ts';

export const organisation: Messages['organisation'] = {
  title: 'Organisation',
  parts: 'Teile der Einstellungen',
  people: 'Personen',
  signIn: 'Anmeldung',
  data: 'Daten und Sicherheit',
  ownersOnly: 'Das sieht nur ein Eigentümer der Organisation.',
  name: 'Name der Organisation',
  actions: (name) => `Was mit ${name} geschehen soll`,
  dismiss: 'Aus der Organisation entfernen',
  dismissAsk: (name) => `${name} entfernen?`,
  dismissText:
    'Sitzungen und Tokens enden sofort. Was die Person geschrieben hat, bleibt ihres; eine Einladung bringt sie zurück.',
  passwordLink: 'Link zu einem neuen Passwort',
  passwordLinkAsk: (name) => `Ein neues Passwort für ${name}?`,
  passwordLinkText:
    'Für jemanden, der seines vergessen hat. Der Link gilt einmal, eine Stunde lang, und beendet einen früheren; geben Sie ihn nur der Person selbst. Mit dem neuen Passwort enden alle ihre Sitzungen, ein zweiter Faktor wird weiter verlangt. Sie erfährt, dass Sie ihn erstellt haben, und das Protokoll hält es fest.',
  makePasswordLink: 'Link erstellen',
  resetFactor: 'Zweiten Faktor wegnehmen',
  resetFactorAsk: (name) => `Den zweiten Faktor von ${name} wegnehmen?`,
  resetFactorText:
    'Für jemanden, der Gerät und Wiederherstellungscodes verloren hat. Alle Sitzungen enden; man meldet sich mit dem Passwort an und richtet einen neuen ein.',
  export: 'Alles über die Person, als Datei',
  erase: 'Löschen',
  eraseAsk: (name) => `${name} löschen?`,
  eraseText:
    'Das Konto mit allen Zugängen verschwindet, und der Name in jedem Plan, wie er ist und wie er war. Das lässt sich nicht zurücknehmen.',
  eraseEffect: (plans, worked) =>
    [
      plans === 0
        ? 'Kein Plan nennt die Person.'
        : `Pläne, die die Person nennen: ${plans}. Arbeitsmappen, die aus ihnen ausgegeben wurden, werden von jetzt an ohne ihren Ausgangsstand zusammengeführt.`,
      ...(worked === 0
        ? []
        : [
            `Pläne, in denen sie nur gearbeitet hat: ${worked}. Dateien, die dort hochgeladen oder ausgegeben wurden, verschwinden auch, und was auf eine Entscheidung wartet, wird verworfen.`,
          ]),
    ].join(' '),
  eraseLook: 'Zeigen, was gelöscht würde',
  eraseNow: 'Endgültig löschen',
  erased: (plans) => `Gelöscht. Pläne, die die Person nannten: ${plans}.`,
  former: 'Jemand, der nicht mehr da ist',
  formerLead:
    'Daten einer Person, die kein Mitglied mehr ist, ausgeben oder löschen. Die eigenen gibt jeder auf der Seite seines Kontos aus.',
  who: 'E-Mail-Adresse oder Kennung',
};

export const policies: Messages['policies'] = {
  screen: 'Was Arbeitsmappen mitbringen dürfen',
  screenLead:
    'In Arbeitsmappen kann mehr als Zellen stehen. Jede Art wird entfernt, mit der ganzen Arbeitsmappe abgelehnt oder behalten. Ein Projekt kann nur strenger sein als die Organisation, und diese nur strenger als der Server.',
  kind: 'Inhalt',
  says: 'Hier',
  inForce: 'Es gilt',
  byServer: (choice) => `Der Server sagt: ${choice}`,
  byOrganisation: (choice) => `Die Organisation sagt: ${choice}`,
  nothing: 'keine eigene Regel',
  choices: {
    strip: 'wird entfernt',
    refuse: 'Arbeitsmappe abgelehnt',
    keep: 'bleibt',
    values: 'letzte Werte bleiben',
  },
  kinds: {
    macros: ['Makros', 'VBA-Programme, ihre Symbolleisten und Schaltflächen, die sie starten'],
    macroSheets: ['Makroblätter', 'Blätter mit Excel-4.0-Makros, die wie Programme laufen'],
    activeX: ['ActiveX-Steuerelemente', 'Programme in Steuerelementen auf Blättern'],
    customUi: ['Änderungen am Menüband', 'eigene Schaltflächen der Arbeitsmappe, die Makros rufen'],
    webExtensions: ['Office-Add-Ins', 'die sich mit der Arbeitsmappe öffnen'],
    python: ['Python in Zellen', 'das bei Microsoft läuft'],
    oleObjects: ['Eingebettete Objekte', 'Dateien und Pakete darin; ihre Bilder bleiben'],
    connections: ['Datenverbindungen', 'Abfragen und das Datenmodell, die beim Öffnen anderswo fragen'],
    workbookLinks: ['Verknüpfungen mit anderen Arbeitsmappen', 'Formeln, die andere Dateien lesen'],
    consolidations: ['Konsolidierungen', 'andere Arbeitsmappen als Quellen von Daten > Konsolidieren'],
    externalPictures: ['Bilder von anderswo', 'die beim Öffnen geladen werden'],
    hyperlinks: ['Links auf Dateien und Programme', 'Links, die etwas starten; ihr Text bleibt'],
    signatures: ['Signaturen des Dokuments', 'ungültig, sobald es geändert ist'],
    longFormulas: ['Überlange Formeln', 'länger, als Excel selbst erlaubt'],
  },
  classes: 'Personenbezogene Daten',
  classesLead:
    'Welche Felder sagen, wer jemand ist. Geht ein Plan in eine Cloud, so bleiben personenbezogene Werte auf diesem Server, in internen Texten werden Namen bekannter Personen verdeckt, und öffentliche Werte gehen, wie sie sind.',
  field: 'Feld',
  class: 'Ist',
  classNames: { personal: 'personenbezogen', internal: 'intern', public: 'öffentlich' },
  as: (name, by) => `${name} (${by})`,
  saidBy: { organisation: 'laut Organisation', standard: 'Vorgabe', project: 'laut Projekt' },
  unsaid: 'Vorgabe',
  anotherField: 'Schlüssel eines weiteren Feldes',
  keyHint: 'Einer Spalte, die Projekte außer diesen haben, etwa c_phone.',
  badKey: 'Nur Buchstaben, Ziffern und . _ -',
  ofResource: (label) => `Ressource: ${label}`,
  resource: { name: 'Name', email: 'E-Mail', role: 'Rolle', capacity: 'Kapazität', rate: 'Satz' },
};

export const cloud: Messages['cloud'] = {
  title: 'Eine Cloud ohne personenbezogene Daten',
  lead: 'Dieser Server kann den Plan zu einem anderen gehen lassen, mit Pseudonymen anstelle personenbezogener Werte. Was dort bearbeitet wird, kommt nach Hause.',
  noCloud: 'Wer diesen Server betreibt, hat keine Cloud genannt; nichts verlässt ihn.',
  status: 'Stand',
  statuses: {
    local_only: 'bleibt auf diesem Server',
    new: 'wird zum ersten Mal geschickt',
    synced: 'beide sind gleich',
    held: 'wartet auf eine Bestätigung',
    waiting: 'geht von selbst weiter',
    failing: 'kommt nicht durch; es wird wieder versucht',
    taken: 'übernommen',
  },
  address: 'Cloud',
  revisions: 'Zuletzt gleiche Stände',
  pair: (home, there) => `${home} hier, ${there} dort`,
  lastEqual: 'Zuletzt gleich',
  project: 'Kennung des leeren Projekts dort',
  token: 'Token dieses Projekts',
  tokenHint:
    'Ein Eigentümer macht es dort auf der Seite Verbinden. Es wird versiegelt aufbewahrt und nie mehr gezeigt.',
  strategy: 'Wenn beide Seiten dasselbe geändert haben',
  sensitive: 'Personenbezogene Daten schicken, wie sie sind',
  sensitiveHint: 'Sonst gehen nur Pseudonyme.',
  link: 'Plan verknüpfen',
  change: 'Verknüpfung speichern',
  now: 'Jetzt austauschen',
  unlink: 'Verknüpfung beenden',
  unlinkAsk: 'Verknüpfung mit der Cloud beenden?',
  unlinkText: 'Es wird nichts mehr ausgetauscht. Die Cloud behält, was sie hat.',
  confirm: 'Trotzdem übernehmen',
  refused: 'Aus der Cloud nicht übernommen, und dort zurückgesetzt',
};
