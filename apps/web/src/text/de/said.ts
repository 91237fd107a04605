import type { ServerWords } from '../server-words.ts';

const asItStands = 'Die Werte lassen, wie sie stehen.';
const saveAgain = 'Öffnen Sie sie in Excel, lassen Sie sie reparieren, und speichern Sie sie als .xlsx.';

/** Was der Server in eigenen Sätzen sagt. */
export const said: ServerWords = {
  notices: {
    FINISH_BEFORE_START: (fact) => `Endet am ${fact('finish')}, vor ihrem Beginn am ${fact('start')}.`,
    DURATION_MISMATCH: (fact) =>
      `Beginn ${fact('start')} und ${fact('duration')} Arbeitstage ergeben nicht das Ende ${fact('finish')}.`,
    MISSING_ASSIGNEE: (fact) => `Zugewiesen an ${fact('names')}: nicht unter den Ressourcen.`,
    MISSING_PREDECESSOR: (fact) => `Ihr Vorgänger ${fact('predecessor')} wurde gelöscht.`,
    PARENT_DELETED: () => 'Ihre Sammelaufgabe wurde gelöscht; sie ist darum nach oben gerückt.',
    DUPLICATE_ID: (fact) => `Die ID ${fact('id')} steht in mehreren Zeilen; diese Zeile wird eine neue Aufgabe.`,
    UNKNOWN_ID: (fact) => `Die ID ${fact('id')} ist keine dieses Projekts; die Zeile wird eine neue Aufgabe.`,
    ID_HEALED: (fact) => `Die Zeile hatte ihre ID verloren und hat ${fact('id')} wieder.`,
    COLUMN_MISSING: (fact) => `Die Spalte „${fact('column')}“ fehlt in der Datei; ihre Werte bleiben, wie sie sind.`,
    PERCENT_OUTLIER: (fact) =>
      `Hier steht ${fact('shown')}: in anderem Maß geschrieben als der Rest von „${fact('column')}“.`,
    DIGITS_CUT: (fact) =>
      `Werte von „${fact('column')}“, die Ziffern verloren haben, wie es langen Zahlen außerhalb von Textzellen geht: ${fact('count')}.`,
    FORMULA_LOST: () => 'Hier stand eine Formel; jetzt steht da der Wert, den sie zeigte.',
    FIELD_ARCHIVED: (fact) =>
      `„${fact('column')}“ ist kein Feld des Plans mehr: die Spalte gehört von jetzt an nur Ihnen.`,
    DELETE_MARK_UNKNOWN: (fact) =>
      `„${fact('word')}“ ist kein Zeichen zum Löschen, „yes“ oder „ja“ wäre eines. Die Aufgabe bleibt.`,
    CHOICE_NOT_TAKEN: (fact) =>
      `Die Entscheidung über den Konflikt bei „${fact('about')}“ ließ sich nicht übernehmen; er ist noch offen.`,
    EDITED_SINCE: () => 'Wurde seither geändert und bleibt, wie sie ist.',
    LEAKED_TOKEN: (fact) =>
      `Die Arbeitsmappe enthält ein Token von ${fact('name')}, mit der Datei weitergegeben. Es gilt danach nicht mehr. Wer eines braucht, lädt eine eigene verbundene Arbeitsmappe herunter.`,
    COPY_REVOKED: (fact) => `Ein Eigentümer hat diese Kopie zurückgezogen (${fact('at')}).`,
    HANDOUT_FAILED: () =>
      'Die zusammengeführte Mappe sagte beim Nachlesen nicht dasselbe wie der Plan und wurde darum nicht ausgegeben. Holen Sie eine frische Kopie.',
  },
  circles: {
    predecessors: 'Sie hängt über ihre Vorgänger von sich selbst ab.',
    outline: 'Sie ist ihre eigene Sammelaufgabe.',
    'left-out': 'Ein Vorgänger dieser wiederhergestellten Aufgabe hätte einen Kreis geschlossen und wurde weggelassen.',
    'to-top': 'Ihre Sammelaufgaben bildeten einen Kreis; sie ist darum ganz nach oben gerückt.',
  },
  asText: {
    dmy: (fact) => `Die Daten von „${fact('column')}“ sind Text geworden; gelesen wurde der Tag vor dem Monat.`,
    mdy: (fact) => `Die Daten von „${fact('column')}“ sind Text geworden; gelesen wurde der Monat vor dem Tag.`,
    dates: (fact) =>
      `Daten von „${fact('column')}“ sind Text geworden (${fact('rows')} Zeilen); gelesen wurden sie als die Daten, die dastehen.`,
    numbers: (fact) =>
      `Zahlen von „${fact('column')}“ sind Text geworden (${fact('rows')} Zeilen); gelesen wurden sie als die Zahlen, die dastehen.`,
  },
  others: {
    editing: (names) => `Gerade bei der Arbeit: ${names}`,
    holding: (names) => `Kopie geholt und noch nicht abgeglichen: ${names}`,
  },
  content: {
    MACRO_STRIPPED: 'Makros',
    ACTIVE_XLM: 'Blätter mit Excel-4.0-Makros',
    ACTIVE_ACTIVEX: 'ActiveX-Steuerelemente',
    ACTIVE_CUSTOMUI: 'Änderungen am Menüband',
    ACTIVE_WEBEXT: 'Add-Ins, die sich mit der Mappe öffnen',
    ACTIVE_PYTHON: 'Python-Code',
    ACTIVE_OLE: 'Eingebettete Objekte, außer ihrem Bild',
    ACTIVE_DDE: 'Verknüpfung zu einem anderen Programm (DDE oder OLE)',
    EXT_CONNECTION: 'Verbindungen zu anderen Daten, außer ihren Werten',
    EXT_WORKBOOK_LINK: 'Verknüpfung zu einer anderen Arbeitsmappe',
    EXT_IMAGE: 'Bild, das von anderswo geladen würde',
    EXT_RELATIONSHIP: 'Verweis auf etwas außerhalb der Mappe',
    EXT_HYPERLINK: 'Ziel eines Hyperlinks, das nicht erlaubt ist',
    FORMULA_FORBIDDEN: 'Formel mit einer Funktion, die nicht erlaubt ist',
    FORMULA_HYPERLINK: 'HYPERLINK() mit einem Ziel, das nicht erlaubt oder berechnet ist',
    WARN_FORMULA: 'Formel, die einen Blick wert ist',
    HIDDEN_SHEET: 'Verstecktes Blatt, das nicht von uns ist',
    VIRUS_FOUND: 'Etwas, das der Virenscanner des Servers gefunden hat',
    SIGNATURE_REMOVED: 'Signatur des Dokuments, die für eine geänderte Mappe nicht gilt',
  },
  faults: {
    ZIP_STRUCTURE: `Die Datei widerspricht sich. ${saveAgain}`,
    ZIP_SIZE_LIE: `Größen oder Prüfsummen in der Datei stimmen nicht. ${saveAgain}`,
    ZIP_ENCRYPTED: 'Teile der Datei sind verschlüsselt. Laden Sie die Mappe ohne Verschlüsselung hoch.',
    ZIP_NAME: `Ein Name in der Datei führt aus ihr hinaus. ${saveAgain}`,
    ZIP_DUPLICATE: `Zwei Teile der Datei heißen gleich. ${saveAgain}`,
    LIMIT:
      'Die Mappe ist größer, als hier angenommen wird. Löschen Sie Blätter, Bilder und leere Zeilen, die niemand braucht.',
    XML_DTD: `Ein Teil der Datei enthält eine Typdefinition (DTD). ${saveAgain}`,
    XML_ENCODING: `Ein Teil der Datei hat eine andere Kodierung als UTF-8 oder UTF-16. ${saveAgain}`,
    XML_LIMIT: `Ein Teil der Datei ist zu tief oder zu breit verschachtelt. ${saveAgain}`,
    XML_MALFORMED: `Ein Teil der Datei ist kein wohlgeformtes XML. ${saveAgain}`,
    PACKAGE_BROKEN: `Ein Teil der Datei fehlt oder ist nicht, was er sein soll. ${saveAgain}`,
    CELL_REFERENCE: `Ein Zellbezug ist keiner. ${saveAgain}`,
  },
  repairs: {
    column: (name, how, rows) => `„${name}“ ${how} (${rows} Zeilen)`,
    how: {
      up: 'ist um eine Zeile nach oben gerückt',
      down: 'ist um eine Zeile nach unten gerückt',
      'day-month': 'hat Tag und Monat vertauscht',
      'times-100': 'wurde mit 100 multipliziert',
      'by-100': 'wurde durch 100 geteilt',
      digits: 'hat Ziffern verloren, als Zahlen daraus wurden',
      formulas: 'enthält Werte, wo Formeln standen',
    },
    shifted: (rows, fields) =>
      `In ${rows} Zeilen passt nicht mehr zum Rest der Zeile: ${fields === '' ? 'die Aufgaben-ID' : fields} (wurde nur ein Teil sortiert?)`,
    ways: {
      ROWS_SHIFTED: {
        repair: 'Nach ihren Werten wieder zusammensetzen.',
        keep: 'Die Zeilen genau so lassen, wie sie stehen.',
      },
      COLUMN_SHIFTED: { repair: 'Die Werte in ihre Zeilen zurückrücken.', keep: asItStands },
      DAY_MONTH_SWAPPED: {
        repair: 'Tag und Monat wieder zurücktauschen.',
        keep: 'Die Daten lassen, wie sie stehen.',
      },
      SCALE_SHIFT: { repair: 'Die Werte auf ihre alte Größenordnung zurückbringen.', keep: asItStands },
      DIGITS_CUT: { repair: 'Die verlorenen Ziffern zurückholen.', keep: asItStands },
      FORMULA_LOST: { repair: 'Die Formeln zurückholen.', keep: 'Die reinen Werte behalten.' },
    },
  },
  origin: (fact) =>
    `Am ähnlichsten ist sie Revision ${fact('revision')}: ${fact('alike')} von ${fact('rows')} Zeilen sind wie dort. Damit würde sie verglichen.`,
  madeBy: (fact) => `(Von ${fact('by')}, ${fact('at')}.)`,
  revoked: (fact) => `Zurückgezogen am ${fact('at')}.`,
};
