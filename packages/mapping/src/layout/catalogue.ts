import type { RowStatus, SheetChoice } from '../api.ts';

/** The texts that we write into workbooks for people, in one language. Marks by which programs know our sheets are not among them. */
export interface Catalogue {
  /** What people read in the Sync Status column. */
  readonly status: Readonly<Record<RowStatus['status'], string>>;
  /** Headers of the system columns (rule R4). */
  readonly system: Readonly<Record<'status' | 'changedBy' | 'changedAt', string>>;
  /** Words of the drop-down on the `Sync` sheet; none holds a comma. */
  readonly choices: Readonly<Record<SheetChoice['choice'], string>>;
  readonly legend: readonly string[];
  /** Headings and column headers of the `Sync` sheet. */
  readonly sync: Readonly<Record<SyncWord, string>>;
}

export type SyncWord =
  | 'conflicts'
  | 'refused'
  | 'warnings'
  | 'taskId'
  | 'task'
  | 'field'
  | 'mine'
  | 'server'
  | 'base'
  | 'choice'
  | 'custom'
  | 'conflict'
  | 'seen'
  | 'cell'
  | 'found'
  | 'expected'
  | 'code'
  | 'what';

const en: Catalogue = {
  status: {
    new: 'New',
    changed: 'Changed',
    conflict: 'Conflict',
    refused: 'Refused',
    deleted: 'Deleted',
    left: 'Outside the filter',
  },
  system: { status: 'Sync Status', changedBy: 'Changed By', changedAt: 'Changed At' },
  choices: { theirs: 'Mine', ours: 'Server', base: 'Base', custom: 'Custom' },
  legend: [
    'Coloured rows were changed by others since this copy last synced; the columns Sync Status, Changed By and Changed At say how.',
    'Mine is what this workbook said, Server what the project holds now, Base what both started from.',
    'Choose Mine, Server, Base or Custom beside a conflict and sync again. A blank choice decides nothing.',
  ],
  sync: {
    conflicts: 'Conflicts',
    refused: 'Cells that could not be read',
    warnings: 'Warnings',
    taskId: 'Task ID',
    task: 'Task',
    field: 'Field',
    mine: 'Mine',
    server: 'Server',
    base: 'Base',
    choice: 'Choice',
    custom: 'Custom value',
    conflict: 'Conflict',
    seen: 'Seen',
    cell: 'Cell',
    found: 'Found',
    expected: 'Expected',
    code: 'Code',
    what: 'What',
  },
};

const de: Catalogue = {
  status: {
    new: 'Neu',
    changed: 'Geändert',
    conflict: 'Konflikt',
    refused: 'Abgewiesen',
    deleted: 'Gelöscht',
    left: 'Außerhalb des Filters',
  },
  system: { status: 'Sync-Status', changedBy: 'Geändert von', changedAt: 'Geändert am' },
  choices: { theirs: 'Meins', ours: 'Server', base: 'Basis', custom: 'Eigener Wert' },
  legend: [
    'Farbige Zeilen haben andere geändert, seit diese Kopie zuletzt abgeglichen wurde; die Spalten Sync-Status, Geändert von und Geändert am sagen, wie.',
    'Meins ist, was diese Mappe sagte, Server, was das Projekt jetzt enthält, Basis, wovon beide ausgingen.',
    'Neben einem Konflikt Meins, Server, Basis oder Eigener Wert wählen und wieder abgleichen. Eine leere Wahl entscheidet nichts.',
  ],
  sync: {
    conflicts: 'Konflikte',
    refused: 'Zellen, die nicht gelesen werden konnten',
    warnings: 'Hinweise',
    taskId: 'Vorgangs-ID',
    task: 'Vorgang',
    field: 'Feld',
    mine: 'Meins',
    server: 'Server',
    base: 'Basis',
    choice: 'Wahl',
    custom: 'Eigener Wert',
    conflict: 'Konflikt',
    seen: 'Gesehen',
    cell: 'Zelle',
    found: 'Gefunden',
    expected: 'Erwartet',
    code: 'Code',
    what: 'Was',
  },
};

const catalogues: Readonly<Record<string, Catalogue>> = { en, de };

/** Every language, for reading back: a copy may have been written in any. */
export const allCatalogues: readonly Catalogue[] = Object.values(catalogues);

/** The texts of a locale (`de`, `de-AT`); English where there are none. */
export function catalogueOf(locale: string | undefined): Catalogue {
  return catalogues[languageOf(locale)] ?? en;
}

const languageOf = (locale: string | undefined): string => locale?.split(/[-_]/)[0]?.trim().toLowerCase() ?? '';

/** The first language of an `Accept-Language` list that there are texts in, by its weights (RFC 9110 §12.5.4). */
export function acceptedLanguage(list: string): string | undefined {
  const wanted = list.split(',').map((entry, at) => {
    const [tag = '', ...parameters] = entry.split(';');
    const weight = Number(/^\s*q=([\d.]+)\s*$/.exec(parameters.join(';'))?.[1] ?? 1);
    return { language: languageOf(tag), weight, at };
  });
  wanted.sort((a, b) => b.weight - a.weight || a.at - b.at);
  return wanted.find(({ language, weight }) => weight > 0 && Object.hasOwn(catalogues, language))?.language;
}
