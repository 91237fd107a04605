import { Select } from '@fluentui/react-components';
import { CUSTOM_FIELD_TYPES, type CustomFieldType } from '@sprintforge/protocol';
import { useText } from '../../text/use-text.ts';

export const isFieldType = (type: string): type is CustomFieldType =>
  (CUSTOM_FIELD_TYPES as readonly string[]).includes(type);

/** What a field may hold that people make. */
export function FieldTypeChoice(props: {
  readonly label?: string;
  readonly value: CustomFieldType;
  readonly onChange: (type: CustomFieldType) => void;
}) {
  const { t } = useText();
  return (
    <Select
      {...(props.label === undefined ? {} : { 'aria-label': props.label })}
      value={props.value}
      onChange={(_, { value }) => props.onChange(value as CustomFieldType)}
    >
      {CUSTOM_FIELD_TYPES.map((type) => (
        <option key={type} value={type}>
          {t.settings.kinds[type]}
        </option>
      ))}
    </Select>
  );
}
