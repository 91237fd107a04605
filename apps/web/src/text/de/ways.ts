import type { Messages } from '../messages.ts';

export const ways: Messages['ways'] = {
  copyTitle: 'Eine Kopie zum Herunterladen',
  copyLead: 'Bearbeiten Sie sie, wo Sie wollen, auch ohne Verbindung, und legen Sie sie danach beim Abgleich ab.',
  driveTitle: 'Alle Pläne als Laufwerk',
  driveLead:
    'Ein Ordner mit allen Plänen zum Einbinden: im Windows-Explorer „Netzlaufwerk verbinden“, im Finder „Mit Server verbinden“, in einem Linux-Dateimanager „Andere Orte“.',
  driveMake: 'Adresse eines Laufwerks anlegen',
};
