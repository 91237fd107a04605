import { Field, Radio, RadioGroup } from '@fluentui/react-components';
import { Section } from '../../shell/section.tsx';
import { useText } from '../../text/use-text.ts';

export type Start = 'workbook' | 'tasks' | 'gantt' | 'sprint';

/** What a project starts from. */
export function StartChoice(props: { readonly value: Start; readonly onChange: (start: Start) => void }) {
  const { t } = useText();
  const { projects } = t;
  const templates = ['tasks', 'gantt', 'sprint'] as const;
  return (
    <Section title={projects.from}>
      <Field>
        <RadioGroup
          aria-label={projects.from}
          value={props.value}
          onChange={(_, { value }) => props.onChange(value as Start)}
        >
          <Radio value="workbook" label={projects.fromWorkbook} />
          {templates.map((kind) => (
            <Radio key={kind} value={kind} label={`${projects.template[kind]}: ${projects.templateHint[kind]}`} />
          ))}
        </RadioGroup>
      </Field>
    </Section>
  );
}
