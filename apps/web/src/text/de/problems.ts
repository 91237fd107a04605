import type { Messages } from '../messages.ts';

export const problems: Messages['problems'] = {
  title: 'Das hat nicht geklappt',
  report: 'Was der Server sagt',
  byKind: {
    damaged:
      'Die Datei ist beschädigt. Öffnen Sie sie in Excel, lassen Sie sie reparieren, speichern Sie sie als Excel-Arbeitsmappe (.xlsx) und legen Sie sie wieder ab.',
    active:
      'Die Mappe enthält ein Programm oder etwas, das eines startet. Das wird nicht eingelassen: Entfernen Sie es und legen Sie die Mappe wieder ab.',
    outside:
      'Die Mappe greift nach etwas außerhalb von ihr. Das wird nicht eingelassen: Entfernen Sie es und legen Sie die Mappe wieder ab.',
    tooMuch:
      'Die Mappe enthält mehr, als hier angenommen wird. Löschen Sie Blätter, Bilder und leere Zeilen, die nicht gebraucht werden, und legen Sie sie wieder ab.',
    virus: 'Der Virenscanner des Servers hat in dieser Datei etwas gefunden.',
  },
  byCode: {
    UNREACHABLE:
      'Der Server ist nicht erreichbar. Prüfen Sie die Verbindung; nichts ist verloren, versuchen Sie es noch einmal.',
    UNEXPECTED:
      'Etwas zwischen Ihnen und dem Server hat an seiner Stelle geantwortet. Versuchen Sie es gleich noch einmal.',
    BAD_REQUEST: 'Der Server hat das nicht verstanden.',
    UNAUTHENTICATED: 'Sie sind nicht mehr angemeldet, oder das Token gilt nicht.',
    SIGN_IN_FAILED: 'Adresse und Passwort gehören nicht zusammen. Sehen Sie beides noch einmal an.',
    SECOND_FACTOR_NEEDED: 'Die Sitzung wartet auf den Code Ihres zweiten Faktors.',
    SECOND_FACTOR_FAILED: 'Das ist kein Code von jetzt, oder er wurde schon verwendet. Warten Sie auf den nächsten.',
    DOMAIN_UNPROVED:
      'Eine Domain ist nicht als die Ihrer Organisation nachgewiesen. Tragen Sie den Eintrag in ihr DNS ein und lassen Sie sie prüfen.',
    PASSKEY_REFUSED: 'Dieser Passkey wird nicht angenommen. Nehmen Sie einen anderen oder einen anderen Weg.',
    PASSKEY_CANCELLED:
      'Der Browser gab keinen Passkey: Es wurde abgebrochen, oder dieses Gerät hat keinen für diese Adresse.',
    PASSKEYS_UNAVAILABLE: 'An der Adresse dieses Servers gehen Passkeys nicht. Sagen Sie es denen, die ihn betreiben.',
    SSO_DENIED:
      'Die Anmeldung Ihrer Organisation hat abgelehnt. Versuchen Sie es noch einmal, oder fragen Sie deren Administration.',
    SSO_INVALID:
      'Die Antwort der Anmeldung Ihrer Organisation hält nicht stand. Den Grund findet die Administration im Sicherheitsprotokoll.',
    SSO_SIGNATURE: 'Die Signatur der Anmeldung Ihrer Organisation stimmt nicht. Sagen Sie es der Administration.',
    SSO_EXPIRED: 'Das hat zu lange gedauert, oder die Uhren gehen verschieden. Melden Sie sich noch einmal an.',
    SSO_AUDIENCE:
      'Die Anmeldung Ihrer Organisation kennt diesen Server unter einer anderen Adresse. Sagen Sie es der Administration.',
    SSO_REPLAYED: 'Diese Anmeldung wurde schon verwendet. Melden Sie sich noch einmal an.',
    SSO_UNSOLICITED:
      'Beginnen Sie hier, in diesem Browser: Eine Anmeldung, die anderswo beginnt, wird nicht angenommen.',
    SSO_NOT_ADMITTED: 'Ihre Organisation lässt Sie hier nicht ein. Fragen Sie jemanden, dem sie gehört.',
    SSO_UNREACHABLE: 'Die Anmeldung Ihrer Organisation antwortet nicht. Versuchen Sie es später.',
    ORGANISATION_NEEDED:
      'Diese Adresse hat Konten in mehreren Organisationen; melden Sie sich über den Link der Ihren an.',
    WEAK_PASSWORD:
      'Dieses Passwort ist zu leicht zu erraten. Nehmen Sie zehn oder mehr Zeichen, nicht Ihren Namen oder Ihre Adresse, und keines, das alle zuerst versuchen.',
    LINK_INVALID:
      'Dieser Link gilt nicht mehr: er wurde benutzt, ist abgelaufen, oder ein neuerer trat an seine Stelle. Bitten Sie um einen neuen.',
    LINK_ENDED: 'Dieser Link ist beendet. Erzeugen Sie einen neuen auf der Seite Verbinden.',
    ORIGIN_REFUSED: 'Der Server kennt diese Adresse nicht als seine. Sein Betreiber setzt SPRINTFORGE_PUBLIC_URL.',
    ALREADY_MEMBER: 'Diese Person ist schon Mitglied.',
    NO_PASSWORD:
      'Diese Person hat hier kein Passwort: Sie meldet sich beim Anbieter Ihrer Organisation an und bekommt dort ein neues.',
    LAST_OWNER: 'Eine Organisation braucht einen Eigentümer: machen Sie zuerst jemand anderen dazu.',
    FORBIDDEN: 'Ihre Rolle erlaubt das nicht. Ein Eigentümer der Organisation kann das ändern.',
    NOT_FOUND: 'Das gibt es hier nicht, oder nicht mehr.',
    NEEDS_CONFIRMATION: 'Dieser Upload tut etwas ungewöhnlich Großes. Sehen Sie es an und bestätigen Sie es.',
    NEEDS_DECISION: 'Jeder Konflikt braucht zuerst eine Entscheidung.',
    ROWS_SHIFTED:
      'Die Zeilen dieser Arbeitsmappe gehören nicht mehr zusammen, wie nach dem Sortieren nur einiger Spalten. Eine Reparatur liegt bereit.',
    META_MISSING:
      'Die Arbeitsmappe sagt nicht, welche Kopie sie ist: das Programm, das sie gespeichert hat, ließ das weg. Der wahrscheinlichste Ausgangspunkt wurde gefunden; bestätigen Sie ihn.',
    META_INVALID:
      'Was die Arbeitsmappe über ihre Herkunft sagt, ist beschädigt. Der wahrscheinlichste Ausgangspunkt wurde gefunden; bestätigen Sie ihn.',
    WRONG_PROJECT: 'Diese Arbeitsmappe gehört zu einem anderen Projekt. Öffnen Sie jenes und legen Sie sie dort ab.',
    BASE_AHEAD:
      'Diese Arbeitsmappe ist neuer als das Projekt: der Server wurde wohl aus einer Sicherung wiederhergestellt. Holen Sie eine frische Kopie und übertragen Sie Ihre Änderungen.',
    BASE_EXPIRED:
      'Diese Kopie ist so alt, dass ihr Ausgangspunkt nicht mehr aufbewahrt wird. Holen Sie eine frische Kopie und übertragen Sie Ihre Änderungen.',
    COPY_REVOKED:
      'Ein Eigentümer hat diese Kopie zurückgezogen. Ihr Upload wartet auf seine Entscheidung; holen Sie eine frische Kopie.',
    PARKED_DECIDED: 'Jemand hat diesen Upload schon entschieden.',
    CONFLICT_RESOLVED: 'Jemand hat diesen Konflikt schon entschieden.',
    CONFLICT_MOVED:
      'Der Wert hat sich geändert, seit Sie hingesehen haben: sehen Sie die neuen Werte an und entscheiden Sie noch einmal.',
    NOTHING_TO_UNDO: 'Von dieser Revision ist nichts übrig, das sich zurücknehmen ließe.',
    STALE_REVISION: 'Das Projekt ist inzwischen weiter. Sehen Sie den neuen Stand an und versuchen Sie es noch einmal.',
    TOO_LARGE: 'Die Datei ist größer, als dieser Server nimmt.',
    NOT_XLSX: 'Das ist keine .xlsx-Arbeitsmappe. In Excel: Datei, Speichern unter, Excel-Arbeitsmappe (.xlsx).',
    ENCRYPTED_WORKBOOK:
      'Die Arbeitsmappe ist mit einem Passwort geschützt. Entfernen Sie es (Datei, Informationen, Arbeitsmappe schützen) und legen Sie sie noch einmal ab.',
    UNSUPPORTED_MEDIA: 'Diese Art Datei wird hier nicht genommen.',
    WORKBOOK_REFUSED:
      'Die Arbeitsmappe enthält etwas, das nicht eingelassen wird. Entfernen Sie es und legen Sie sie noch einmal ab.',
    NO_TABLE:
      'In dieser Arbeitsmappe wurde keine Aufgabentabelle gefunden: es braucht eine Kopfzeile mit Namen wie Aufgabe, Beginn, Ende.',
    KEY_REUSED: 'Dieser Upload wurde schon mit anderem Inhalt gesendet. Legen Sie die Arbeitsmappe noch einmal ab.',
    INVALID_VALUE: 'Ein Wert passt nicht in sein Feld.',
    RATE_LIMITED: 'Das war viel in kurzer Zeit. Warten Sie eine Minute.',
    STORAGE_FULL:
      'Der Server hat keinen Platz mehr für diese Datei. Geschrieben wurde nichts; sein Betreiber muss Platz schaffen.',
    INTERNAL: 'Auf unserer Seite ging etwas schief. Geschrieben wurde nichts.',
    ENGINE_CRASHED: 'Die Arbeitsmappe zu lesen brauchte zu viel Speicher. Geschrieben wurde nichts.',
    ENGINE_TIMEOUT: 'Die Arbeitsmappe zu lesen dauerte zu lange. Geschrieben wurde nichts.',
    BUSY: 'Der Server hat viel zu tun. Versuchen Sie es gleich noch einmal.',
    NO_CLOUD: 'Dieser Server hat keine Cloud, zu der Pläne gehen könnten; wer ihn betreibt, nennt eine.',
    CLOUD_REFUSED: 'Die Cloud nimmt diesen Plan nicht.',
    PERSONAL_DATA_STAYS:
      'Personenbezogene Daten dieses Projekts verlassen den Server nicht; ein Eigentümer kann es erlauben.',
    BAD_LENS: 'Der Filter nennt etwas, das der Plan nicht hat.',
    TOKEN_INVALID: 'Das ist kein Token dieses Servers, oder es wurde verändert. Erzeugen Sie ein neues.',
    TOKEN_ALGORITHM: 'Dieses Token ist nicht so signiert, wie Tokens es hier sind. Erzeugen Sie ein neues.',
    TOKEN_EXPIRED: 'Dieses Token ist abgelaufen. Erzeugen Sie ein neues.',
    TOKEN_REVOKED: 'Dieses Token wurde widerrufen. Erzeugen Sie ein neues.',
    TOKEN_KEY_ROTATED: 'Der Schlüssel dieses Tokens gilt nicht mehr. Erzeugen Sie ein neues.',
    TOKEN_FOREIGN: 'Dieses Token gehört zu einer anderen Organisation.',
    TOKEN_WRONG_PROJECT: 'Dieses Token gilt für ein anderes Projekt.',
    TOKEN_WRONG_SCOPE: 'Dieses Token erlaubt das nicht. Melden Sie sich an, oder nehmen Sie eines, das es darf.',
    IF_MATCH_NEEDED: 'Die Änderung sagt nicht, auf welchem Stand sie gemacht wurde. Laden Sie die Seite neu.',
    CLOUD_UNREACHABLE: 'Die Cloud antwortet nicht oder darf nicht gerufen werden. Es wird von selbst wieder versucht.',
    CLOUD_NOT_EMPTY: 'Das Projekt in der Cloud hat eigene Aufgaben. Verbinden Sie ein leeres.',
    CLOUD_DIFFERS: 'Was die Cloud von ihrem Plan sagt, geht nicht auf. Nichts davon wird übernommen.',
    TOO_MANY_TASKS: 'Der Plan hat mehr Aufgaben, als hier angenommen werden (200.000). Teilen Sie ihn.',
    BAD_MAPPING: 'Die gewählten Spalten passen nicht zu dieser Arbeitsmappe. Wählen Sie sie noch einmal.',
    HANDOUT_FAILED:
      'Die geschriebene Mappe sagte nicht dasselbe wie der Plan und wurde darum nicht ausgegeben. Versuchen Sie es noch einmal.',
    NOT_READY: 'Der Server startet gerade. Versuchen Sie es gleich noch einmal.',
  },
};
