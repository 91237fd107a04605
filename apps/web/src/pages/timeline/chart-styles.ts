import { makeStyles, tokens } from '@fluentui/react-components';

type Slot =
  | 'box'
  | 'canvas'
  | 'corner'
  | 'head'
  | 'mark'
  | 'rows'
  | 'row'
  | 'name'
  | 'go'
  | 'group'
  | 'lines'
  | 'line'
  | 'today'
  | 'bar'
  | 'done'
  | 'critical'
  | 'summary'
  | 'milestone'
  | 'links';

export const useChartStyles: () => Record<Slot, string> = makeStyles({
  box: {
    '--names': '280px',
    position: 'relative',
    overflow: 'auto',
    height: 'calc(100vh - 260px)',
    minHeight: '320px',
    borderRadius: tokens.borderRadiusLarge,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
    '@media (max-width: 640px)': { '--names': '140px' },
  },
  canvas: { position: 'relative', display: 'grid', gridTemplateRows: '32px auto', width: 'max-content' },
  corner: {
    position: 'sticky',
    insetBlockStart: 0,
    insetInlineStart: 0,
    zIndex: 4,
    boxSizing: 'border-box',
    paddingInlineEnd: tokens.spacingHorizontalS,
    lineHeight: '32px',
    textAlign: 'end',
    backgroundColor: tokens.colorNeutralBackground3,
  },
  head: {
    position: 'sticky',
    insetBlockStart: 0,
    zIndex: 3,
    backgroundColor: tokens.colorNeutralBackground3,
    borderBottom: `1px solid ${tokens.colorNeutralStroke1}`,
  },
  mark: {
    position: 'absolute',
    insetBlockStart: '8px',
    paddingInlineStart: tokens.spacingHorizontalXS,
    whiteSpace: 'nowrap',
  },
  rows: {
    zIndex: 1,
    position: 'relative',
    gridColumnStart: 1,
    gridColumnEnd: 3,
    margin: 0,
    padding: 0,
    listStyleType: 'none',
  },
  row: {
    position: 'absolute',
    insetInlineStart: 0,
    insetInlineEnd: 0,
    height: '32px',
    boxSizing: 'border-box',
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
  },
  name: {
    position: 'sticky',
    insetInlineStart: 0,
    zIndex: 2,
    boxSizing: 'border-box',
    width: 'var(--names)',
    height: '31px',
    lineHeight: '31px',
    paddingInlineEnd: tokens.spacingHorizontalS,
    // the end of a name is left out, also of one that runs the other way than the page
    '& bdi': {
      display: 'block',
      textAlign: 'match-parent',
      overflow: 'hidden',
      textOverflow: 'ellipsis',
      whiteSpace: 'nowrap',
    },
    backgroundColor: tokens.colorNeutralBackground1,
    fontSize: tokens.fontSizeBase300,
  },
  /** The name, where a bar can be gone to. */
  go: {
    display: 'block',
    width: '100%',
    height: '100%',
    padding: 0,
    border: 'none',
    backgroundColor: 'transparent',
    color: 'inherit',
    font: 'inherit',
    lineHeight: 'inherit',
    textAlign: 'start',
    cursor: 'pointer',
    ':hover': { color: tokens.colorBrandForeground1 },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
  },
  group: { fontWeight: tokens.fontWeightSemibold },
  lines: { position: 'absolute', insetBlockStart: '32px', insetInlineStart: 'var(--names)', pointerEvents: 'none' },
  line: {
    position: 'absolute',
    insetBlockStart: 0,
    insetBlockEnd: 0,
    width: '1px',
    backgroundColor: tokens.colorNeutralStroke3,
  },
  today: {
    position: 'absolute',
    insetBlockStart: 0,
    insetBlockEnd: 0,
    width: '2px',
    backgroundColor: tokens.colorPaletteMarigoldBorderActive,
  },
  bar: {
    position: 'absolute',
    insetBlockStart: '8px',
    height: '16px',
    boxSizing: 'border-box',
    overflow: 'hidden',
    // what is done is hard to see on dark ground without it
    border: `1px solid ${tokens.colorBrandStroke1}`,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorBrandBackground,
  },
  done: { height: '100%', backgroundColor: tokens.colorBrandBackgroundPressed },
  critical: {
    backgroundColor: tokens.colorPaletteRedBackground3,
    border: `1px solid ${tokens.colorPaletteRedBorderActive}`,
  },
  summary: { border: 'none', insetBlockStart: '12px', height: '8px', backgroundColor: tokens.colorNeutralForeground3 },
  milestone: { width: '14px', borderRadius: 0, transform: 'rotate(45deg)', height: '14px' },
  links: {
    position: 'absolute',
    insetBlockStart: 0,
    insetInlineStart: 0,
    fill: 'none',
    stroke: tokens.colorNeutralForeground3,
  },
});
