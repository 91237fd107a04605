import {
  Button,
  Menu,
  MenuDivider,
  MenuItemCheckbox,
  MenuItemRadio,
  MenuList,
  MenuPopover,
  MenuTrigger,
} from '@fluentui/react-components';
import type { ProjectGrant, ProjectMemberList } from '@sprintforge/protocol';
import { useFields } from '../../data/plan.ts';
import { useText } from '../../text/use-text.ts';

type Bounds = Required<Pick<ProjectGrant, 'tasks' | 'fields'>>;

/** What a contributor writes: their own tasks or all of them, every field or some. Others write everything their role may. */
export function WritableFields(props: {
  readonly project: string;
  readonly member: ProjectMemberList['members'][number];
  readonly mayChange: boolean;
  readonly onChange: (bounds: Bounds) => void;
}) {
  const { t, format } = useText();
  const { settings } = t;
  const { data } = useFields(props.project);
  const { member, mayChange, onChange } = props;
  if (member.role !== 'contributor') return null;
  const bounds: Bounds = { tasks: member.grant?.tasks ?? 'own', fields: member.grant?.fields ?? null };
  const all = [...(data?.fields ?? []), { key: 'predecessors', label: '' }];
  const chosen = bounds.fields ?? all.map(({ key }) => key);
  const said = `${settings.tasks[bounds.tasks]}; ${bounds.fields ? settings.someFields(format.number(bounds.fields.length)) : settings.allFields}`;
  if (!mayChange) return said;
  const change = (name: string, checked: readonly string[]) => {
    if (name === 'tasks') onChange({ ...bounds, tasks: checked[0] as Bounds['tasks'] });
    else onChange({ ...bounds, fields: checked.length === all.length ? null : [...checked] });
  };
  return (
    <Menu
      checkedValues={{ tasks: [bounds.tasks], fields: [...chosen] }}
      onCheckedValueChange={(_, { name, checkedItems }) => change(name, checkedItems)}
    >
      <MenuTrigger disableButtonEnhancement>
        <Button size="small">{said}</Button>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {(['own', 'all'] as const).map((tasks) => (
            <MenuItemRadio key={tasks} name="tasks" value={tasks}>
              {settings.tasks[tasks]}
            </MenuItemRadio>
          ))}
          <MenuDivider />
          {all.map(({ key, label }) => (
            <MenuItemCheckbox key={key} name="fields" value={key}>
              {label || t.fields[key]}
            </MenuItemCheckbox>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
