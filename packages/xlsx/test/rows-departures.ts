/** Where LibreOffice and we differ behind a change of rows, each kind with its reason. */
type Difference = readonly [kind: string, where: string, expected: string, found: string];

interface Departure {
  readonly reason: string;
  readonly is: (difference: Difference) => boolean;
}

const departures: readonly Departure[] = [
  {
    // Compared by hand: what differs is one of these, in every file.
    reason:
      'LibreOffice gives new rows the formats of the row above, of new rows like none too; it tells the formula of a ' +
      'format as seen from the cell it was read for, not from the first; it moves relative references as those of ' +
      'cells (F9=4 becomes #REF!=4 when row 9 goes), while Excel keeps their distance; and it lets all data rows of a ' +
      'table go, of which Excel keeps one',
    is: ([kind]) => kind === 'condition',
  },
];

/** Why it may differ; undefined when it may not. */
export function knownDeparture(difference: Difference): string | undefined {
  return departures.find((departure) => departure.is(difference))?.reason;
}
