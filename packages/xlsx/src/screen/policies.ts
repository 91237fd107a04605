/** What may be done about each kind of content that Excel would run, fetch or follow. The first choice is the default (security.md). */
import type { Finding } from '../api.ts';

export const policyChoices = {
  /** VBA, its signatures, toolbars, shape macros, macro-enabled types, dialog sheets, names that start macros. */
  macros: ['strip', 'refuse'],
  /** Sheets of Excel 4.0 macros. */
  macroSheets: ['refuse', 'strip'],
  activeX: ['strip', 'refuse'],
  customUi: ['strip', 'refuse'],
  webExtensions: ['strip', 'refuse'],
  python: ['strip', 'refuse'],
  /** Embedded objects and packages; their pictures stay. */
  oleObjects: ['strip', 'refuse', 'keep'],
  /** Connections, query tables, queries and the data model. */
  connections: ['strip', 'refuse', 'keep'],
  /** Links of formulas to other workbooks; `values` puts what was last computed in their place. */
  workbookLinks: ['refuse', 'values'],
  /** Other workbooks as sources of Data > Consolidate. */
  consolidations: ['strip', 'refuse'],
  externalPictures: ['strip', 'refuse'],
  /** Hyperlinks to files, programs and scripts. */
  hyperlinks: ['strip', 'refuse'],
  /** Signatures of the document; `strip` takes them off where something else is stripped, as they are void then. Writing a changed workbook takes them off in any case. */
  signatures: ['strip', 'refuse', 'keep'],
  /** Formulas longer than the limit; `values` puts what was last computed in their place. */
  longFormulas: ['refuse', 'values'],
} as const;

export type ContentKind = keyof typeof policyChoices;
export type ScreenPolicies = { readonly [Kind in ContentKind]: (typeof policyChoices)[Kind][number] };

export const defaultPolicies: ScreenPolicies = {
  macros: 'strip',
  macroSheets: 'refuse',
  activeX: 'strip',
  customUi: 'strip',
  webExtensions: 'strip',
  python: 'strip',
  oleObjects: 'strip',
  connections: 'strip',
  workbookLinks: 'refuse',
  consolidations: 'strip',
  externalPictures: 'strip',
  hyperlinks: 'strip',
  signatures: 'strip',
  longFormulas: 'refuse',
};

/** The default policies with some of them replaced. */
export function policiesOf(some: Partial<ScreenPolicies> = {}): ScreenPolicies {
  return { ...defaultPolicies, ...some };
}

/** How grave a finding of that kind is. */
export function severityOf(policies: ScreenPolicies, kind: ContentKind): Finding['severity'] {
  const policy = policies[kind];
  if (policy === 'keep') return 'info';
  return policy === 'refuse' ? 'refuse' : 'strip';
}
