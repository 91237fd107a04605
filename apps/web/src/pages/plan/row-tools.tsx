import { Toolbar, ToolbarButton, ToolbarDivider, Tooltip } from '@fluentui/react-components';
import { AddRegular } from '@fluentui/react-icons/svg/add';
import { ArrowDownRegular } from '@fluentui/react-icons/svg/arrow-down';
import { ArrowRedoRegular } from '@fluentui/react-icons/svg/arrow-redo';
import { ArrowUndoRegular } from '@fluentui/react-icons/svg/arrow-undo';
import { ArrowUpRegular } from '@fluentui/react-icons/svg/arrow-up';
import { DeleteRegular } from '@fluentui/react-icons/svg/delete';
import { TextIndentDecreaseLtrRegular } from '@fluentui/react-icons/svg/text-indent-decrease-ltr';
import { TextIndentIncreaseLtrRegular } from '@fluentui/react-icons/svg/text-indent-increase-ltr';
import type { ReactElement } from 'react';
import { useText } from '../../text/use-text.ts';
import type { SheetActions } from './use-sheet-actions.ts';

type Act = Parameters<SheetActions['act']>[0];

/** What one does to rows, by the mouse; each says its key. */
export function RowTools(props: {
  readonly act: SheetActions['act'];
  /** Rows may be added, moved, deleted at all; and the outline is shown, so that they can be moved. */
  readonly structure: boolean;
  readonly outline: boolean;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
}) {
  const { t } = useText();
  const { plan } = t;
  const { act, structure, outline } = props;
  const tools: readonly (readonly [Act, string, ReactElement, boolean])[] = [
    [{ does: 'insert' }, plan.insert, <AddRegular key="insert" />, structure && outline],
    [{ does: 'remove' }, plan.remove, <DeleteRegular key="remove" />, structure],
    [
      { does: 'shift', shift: 'indent' },
      plan.indent,
      <TextIndentIncreaseLtrRegular key="indent" />,
      structure && outline,
    ],
    [
      { does: 'shift', shift: 'outdent' },
      plan.outdent,
      <TextIndentDecreaseLtrRegular key="outdent" />,
      structure && outline,
    ],
    [{ does: 'shift', shift: 'up' }, plan.up, <ArrowUpRegular key="up" />, structure && outline],
    [{ does: 'shift', shift: 'down' }, plan.down, <ArrowDownRegular key="down" />, structure && outline],
  ];
  return (
    <Toolbar aria-label={plan.tools} size="small">
      {tools.map(([action, label, icon, enabled]) => (
        <Tool key={label} label={label} icon={icon} enabled={enabled} onClick={() => act(action)} />
      ))}
      <ToolbarDivider />
      <Tool
        label={plan.undo}
        icon={<ArrowUndoRegular />}
        enabled={props.canUndo}
        onClick={() => act({ does: 'undo' })}
      />
      <Tool
        label={plan.redo}
        icon={<ArrowRedoRegular />}
        enabled={props.canRedo}
        onClick={() => act({ does: 'redo' })}
      />
    </Toolbar>
  );
}

function Tool(props: {
  readonly label: string;
  readonly icon: ReactElement;
  readonly enabled: boolean;
  readonly onClick: () => void;
}) {
  return (
    <Tooltip content={props.label} relationship="label">
      <ToolbarButton icon={props.icon} disabledFocusable={!props.enabled} onClick={props.onClick} />
    </Tooltip>
  );
}
