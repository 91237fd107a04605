import {
  Button,
  Menu,
  MenuDivider,
  MenuItem,
  MenuItemCheckbox,
  MenuList,
  MenuPopover,
  MenuTrigger,
} from '@fluentui/react-components';
import { ColumnEditRegular } from '@fluentui/react-icons/svg/column-edit';
import { useText } from '../../text/use-text.ts';
import type { Columns } from './use-columns.ts';

/** Which columns are shown. */
export function ColumnsMenu({ columns }: { readonly columns: Columns }) {
  const { t } = useText();
  const { all, shown, show } = columns;
  const choose = (checked: readonly string[]) => {
    const keys = all.map(({ key }) => key).filter((key) => checked.includes(key));
    if (keys.length > 0) show(keys);
  };
  return (
    <Menu
      positioning={{ autoSize: true }}
      checkedValues={{ columns: shown.map(({ key }) => key) }}
      onCheckedValueChange={(_, { checkedItems }) => choose(checkedItems)}
    >
      <MenuTrigger disableButtonEnhancement>
        <Button icon={<ColumnEditRegular />}>{t.plan.columns}</Button>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {all.map(({ key, label }) => (
            <MenuItemCheckbox key={key} name="columns" value={key}>
              {label || t.fields[key]}
            </MenuItemCheckbox>
          ))}
          <MenuDivider />
          <MenuItem onClick={() => show(all.map(({ key }) => key))}>{t.plan.allColumns}</MenuItem>
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
