/** Where LibreOffice and we differ behind a change of rows, each kind with its reason. */
type Difference = readonly [kind: string, where: string, expected: string, found: string];

interface Departure {
  readonly reason: string;
  readonly is: (difference: Difference) => boolean;
}

const departures: readonly Departure[] = [
  {
    reason:
      'LibreOffice moves the formulas of formats like those of cells, Excel keeps the distance of relative references',
    is: ([kind]) => kind === 'condition',
  },
];

/** Why it may differ; undefined when it may not. */
export function knownDeparture(_file: string, difference: Difference): string | undefined {
  return departures.find((departure) => departure.is(difference))?.reason;
}
