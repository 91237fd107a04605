import type { Messages } from '../messages.ts';
import { pluralIn } from '../plural.ts';

const plural = pluralIn('de');

export const addIn: Messages['addIn'] = {
  connectTitle: 'In einem Bereich neben dem Blatt',
  connectLead:
    'Das Excel-Add-in gleicht beim Arbeiten Zelle für Zelle ab. Einmal mit dem Manifest laden, dann einen Code eingeben.',
  manifest: 'Manifest',
  makeCode: 'Code erzeugen',
  codeHolds: 'Innerhalb von zehn Minuten im Bereich eingeben. Er gilt einmal.',
  noCopyTitle: 'Diese Mappe ist keine Kopie eines Projekts',
  noCopyText: 'Den Plan in der Webanwendung herunterladen und diese Mappe öffnen.',
  lensTitle: 'Diese Mappe zeigt einen Teil des Plans',
  lensText: 'Eine solche Kopie wird durch Hochladen abgeglichen, nicht vom Add-in.',
  pairTitle: 'Diese Mappe verbinden',
  pairLead: 'In der Webanwendung das Projekt öffnen, dann Verbinden, und einen Code erzeugen.',
  pairCode: 'Code',
  pair: 'Verbinden',
  pairOther: (name) => `Der Code ist für das Projekt ${name}. Diese Mappe ist eine Kopie eines anderen.`,
  pairSpent: 'Dieser Code gilt nicht: vertippt, schon benutzt oder älter als zehn Minuten. Erzeugen Sie einen neuen.',
  pairAgain: 'Neu verbinden',
  signedOut:
    'Diese Mappe ist nicht mehr verbunden: Ihr Token wurde widerrufen oder ist abgelaufen. Ihre Änderungen bleiben darin.',
  tableGone:
    'Die Tabelle des Plans ist nicht mehr in dieser Mappe. Machen Sie das rückgängig, oder laden Sie eine neue Kopie herunter.',
  at: (version) => `Diese Mappe steht auf Revision ${version}.`,
  sync: 'Jetzt abgleichen',
  waiting: (edits, behind) =>
    edits === 0 && behind === 0
      ? 'Nichts abzugleichen.'
      : [
          edits > 0 ? plural(edits, { one: '# Änderung zu senden', other: '# Änderungen zu senden' }) : '',
          behind > 0 ? plural(behind, { one: '# Revision zu übernehmen', other: '# Revisionen zu übernehmen' }) : '',
        ]
          .filter(Boolean)
          .join(', '),
  offline: 'Der Server ist nicht erreichbar. Ihre Änderungen bleiben in der Mappe und gehen, sobald er wieder da ist.',
  done: (sent, cells, conflicts) =>
    [
      plural(sent, { one: '# Änderung gesendet', other: '# Änderungen gesendet' }),
      plural(cells, { one: '# Zelle hier geändert', other: '# Zellen hier geändert' }),
      conflicts > 0 ? plural(conflicts, { one: '# Konflikt', other: '# Konflikte' }) : '',
    ]
      .filter(Boolean)
      .join(', '),
  kept: (count) =>
    plural(count, {
      one: '# Zeile eines gelöschten Vorgangs bleibt: Darin steht etwas Eigenes.',
      other: '# Zeilen gelöschter Vorgänge bleiben: Darin steht etwas Eigenes.',
    }),
  asked: 'Noch ist nichts gesendet. Wenn es ein Versehen ist: das Blatt berichtigen und noch einmal abgleichen.',
  pendingTitle: (count) => plural(count, { one: '# Änderung zu senden', other: '# Änderungen zu senden' }),
  added: 'neu',
  deleted: 'gelöscht',
  go: 'Zur Zelle',
  more: (count) => plural(count, { one: 'und # weitere', other: 'und # weitere' }),
  conflicts: (count) => plural(count, { one: '# Konflikt', other: '# Konflikte' }),
  decide: 'Entscheiden',
  left: (columns) =>
    `Nicht vom Add-in, sondern beim nächsten Hochladen abgeglichen: ${columns} und die Reihenfolge der Zeilen.`,
  unread: 'Diese Zellen enthalten keinen Wert ihrer Spalte und werden nicht gesendet:',
  others: (names) => `Auch hier: ${names}`,
  auto: 'Von selbst abgleichen',
  undo: 'Letzten Abgleich zurücknehmen',
  part: 'Trennen',
};
