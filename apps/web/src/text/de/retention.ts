import type { Messages } from '../messages.ts';
import { pluralIn } from '../plural.ts';

const plural = pluralIn('de');

export const retention: Messages['retention'] = {
  title: 'Wie lange Daten aufbewahrt werden',
  lead: 'Was seine Zeit hinter sich hat, wird nachts endgültig gelöscht. Das gilt in allen Projekten; ein einzelnes kann seine Daten kürzer aufbewahren.',
  leadOfProject:
    'Was seine Zeit hinter sich hat, wird nachts endgültig gelöscht. Dieses Projekt kann seine Daten kürzer aufbewahren als die Organisation.',
  what: 'Was',
  asServer: (period) => `wie der Server: ${period}`,
  asOrganisation: (period) => `wie die Organisation: ${period}`,
  fixed: 'vom Betreiber des Servers festgelegt',
  forEver: 'für immer',
  days: (count) => plural(count, { one: '# Tag', other: '# Tage' }),
  years: (count) => plural(count, { one: '# Jahr', other: '# Jahre' }),
  kinds: {
    recovery: [
      'Wiederherstellungspunkte',
      'So lange lässt sich ein Upload in einem Schritt zurücknehmen und die hochgeladene Datei holen. Was er geändert hat, bleibt im Verlauf.',
    ],
    copies: [
      'Grundlagen von Arbeitsmappen',
      'Gezählt vom letzten Abgleich einer Arbeitsmappe an. Eine ältere kann man noch hochladen, wird aber nach jeder Zeile gefragt, an der darin jemand etwas getan hat.',
    ],
    history: [
      'Ältere Stände von Plänen',
      'Danach kann niemand mehr auf den Plan dieses Tages zurückgehen oder ihn herunterladen. Wer was geändert hat, bleibt im Verlauf.',
    ],
    deleted: ['Weggeräumte Projekte', 'Danach ist alles darin weg bis auf das Protokoll.'],
    audit: ['Protokoll', 'Die ältesten Einträge gehen; die übrigen beweisen weiterhin, dass niemand sie geändert hat.'],
  },
  shortenAsk: (name) => `${name}: kürzer aufbewahren?`,
  shortenText: (gone) =>
    `In der kommenden Nacht werden endgültig gelöscht: ${gone.join('; ')}. Bis dahin können Sie noch eine längere Zeit wählen.`,
  shorten: 'Kürzer aufbewahren',
  losses: {
    recovery: (count) => plural(count, { one: '# Wiederherstellungspunkt', other: '# Wiederherstellungspunkte' }),
    copies: (count) =>
      plural(count, { one: 'die Grundlage von # Arbeitsmappe', other: 'die Grundlagen von # Arbeitsmappen' }),
    history: (count) => plural(count, { one: '# älterer Stand eines Plans', other: '# ältere Stände von Plänen' }),
    deleted: (count) => plural(count, { one: '# weggeräumtes Projekt', other: '# weggeräumte Projekte' }),
    audit: (count) => plural(count, { one: '# Eintrag des Protokolls', other: '# Einträge des Protokolls' }),
  },
};
