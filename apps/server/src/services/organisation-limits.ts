/** What all people of one organisation together may do in a minute, where the operator bounds it. */
export interface Bounds {
  readonly callsPerMinute?: number;
  readonly uploadsPerMinute?: number;
}

export interface OrganisationLimits {
  readonly each: Bounds;
  /** Other ones, by the organisation's name. */
  readonly named: ReadonlyMap<string, Bounds>;
}

export const noLimits: OrganisationLimits = { each: {}, named: new Map() };

/** undefined: the operator says nothing of it. */
export const boundOf = ({ each, named }: OrganisationLimits, organisation: string, what: keyof Bounds) =>
  named.get(organisation)?.[what] ?? each[what];
