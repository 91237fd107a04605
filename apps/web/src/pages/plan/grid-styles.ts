import { makeStyles, tokens } from '@fluentui/react-components';

/** Types of fields whose values stand at the end of their column. */
export const numbers: ReadonlySet<string> = new Set(['number', 'integer', 'money', 'percent', 'duration']);

export const rowHeight = 32;

export const useGridStyles: () => Record<
  | 'box'
  | 'body'
  | 'row'
  | 'cell'
  | 'gutter'
  | 'frozen'
  | 'frozenHead'
  | 'corner'
  | 'others'
  | 'group'
  | 'groupLine'
  | 'locked'
  | 'unsaved'
  | 'disputed'
  | 'selected'
  | 'at'
  | 'hint'
  | 'head'
  | 'headCell'
  | 'toggle'
  | 'number',
  string
> = makeStyles({
  box: {
    position: 'relative',
    overflow: 'auto',
    // where one goes is not under what stays in sight
    scrollPaddingBlockStart: '36px',
    scrollPaddingInlineStart: '376px',
    '@media (max-width: 860px)': { scrollPaddingInlineStart: '56px' },
    height: 'calc(100vh - 320px)',
    minHeight: '320px',
    borderRadius: tokens.borderRadiusLarge,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  body: { position: 'relative', width: 'max-content', minWidth: '100%' },
  row: { position: 'absolute', display: 'grid', height: '32px', minWidth: '100%', boxSizing: 'border-box' },
  cell: {
    position: 'relative',
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalXS,
    paddingInline: tokens.spacingHorizontalS,
    overflow: 'hidden',
    whiteSpace: 'nowrap',
    '> bdi': { overflow: 'hidden', textOverflow: 'ellipsis' },
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    fontSize: tokens.fontSizeBase300,
    cursor: 'cell',
  },
  number: { justifyContent: 'flex-end', fontVariantNumeric: 'tabular-nums' },
  group: { fontWeight: tokens.fontWeightSemibold },
  /** Stays in sight when the columns are scrolled, where there is room for it. */
  frozen: {
    position: 'sticky',
    insetInlineStart: '56px',
    zIndex: 1,
    backgroundColor: tokens.colorNeutralBackground1,
    '@media (max-width: 860px)': { position: 'relative', insetInlineStart: 'auto' },
  },
  frozenHead: {
    position: 'sticky',
    insetInlineStart: '56px',
    zIndex: 1,
    backgroundColor: tokens.colorNeutralBackground3,
    '@media (max-width: 860px)': { position: 'relative', insetInlineStart: 'auto' },
  },
  gutter: {
    position: 'sticky',
    insetInlineStart: 0,
    zIndex: 1,
    justifyContent: 'flex-end',
    color: tokens.colorNeutralForeground2,
    backgroundColor: tokens.colorNeutralBackground3,
    fontWeight: tokens.fontWeightRegular,
    fontVariantNumeric: 'tabular-nums',
    cursor: 'default',
  },
  corner: {
    position: 'sticky',
    insetInlineStart: 0,
    zIndex: 1,
    backgroundColor: tokens.colorNeutralBackground3,
    boxSizing: 'border-box',
    paddingInline: tokens.spacingHorizontalS,
    lineHeight: '36px',
    textAlign: 'end',
    color: tokens.colorNeutralForeground2,
  },
  others: { boxShadow: `inset 3px 0 0 ${tokens.colorPaletteBerryBorderActive}` },
  groupLine: {
    width: '100%',
    display: 'block',
    backgroundColor: tokens.colorNeutralBackground3,
    fontWeight: tokens.fontWeightSemibold,
    '> div': { height: '32px', boxSizing: 'border-box' },
  },
  locked: { backgroundColor: tokens.colorNeutralBackground2, color: tokens.colorNeutralForeground2 },
  unsaved: { fontStyle: 'italic', color: tokens.colorNeutralForeground2 },
  disputed: { boxShadow: `inset 0 0 0 2px ${tokens.colorStatusWarningBorderActive}` },
  hint: { color: tokens.colorNeutralForeground2 },
  selected: { backgroundColor: tokens.colorBrandBackground2 },
  at: { outline: `2px solid ${tokens.colorBrandStroke1}`, outlineOffset: '-2px' },
  head: {
    position: 'sticky',
    insetBlockStart: 0,
    zIndex: 2,
    display: 'grid',
    height: '36px',
    width: 'max-content',
    minWidth: '100%',
    backgroundColor: tokens.colorNeutralBackground3,
    borderBottom: `1px solid ${tokens.colorNeutralStroke1}`,
  },
  headCell: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalXS,
    paddingInline: tokens.spacingHorizontalS,
    border: 'none',
    backgroundColor: 'transparent',
    color: tokens.colorNeutralForeground1,
    fontFamily: 'inherit',
    fontSize: tokens.fontSizeBase300,
    fontWeight: tokens.fontWeightSemibold,
    textAlign: 'start',
    whiteSpace: 'nowrap',
    '> span': { overflow: 'hidden', textOverflow: 'ellipsis' },
    '> svg': { flexShrink: 0 },
    cursor: 'pointer',
    width: '100%',
    height: '100%',
    ':hover': { backgroundColor: tokens.colorNeutralBackground3Hover },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
  },
  toggle: {
    border: 'none',
    padding: 0,
    width: '20px',
    height: '24px',
    flexShrink: 0,
    backgroundColor: 'transparent',
    color: tokens.colorNeutralForeground2,
    cursor: 'pointer',
    display: 'grid',
    placeItems: 'center',
  },
});
