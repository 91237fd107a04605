import type { ProjectPreview } from '@sprintforge/protocol';
import { DataTable } from '../../shell/data-table.tsx';
import { Section } from '../../shell/section.tsx';
import { useText } from '../../text/use-text.ts';
import { valueText } from '../../text/value-text.ts';

/** Days and numbers stay on one line; these may need more. */
const wrapping: ReadonlySet<string> = new Set(['text', 'people']);

/** The first tasks as they will be read; the outline shows by indenting. */
export function SampleRows({ preview }: { readonly preview: ProjectPreview }) {
  const { t, format } = useText();
  const { fields, sample } = preview;
  if (sample.length === 0) return null;
  return (
    <Section title={t.projects.firstRows}>
      <DataTable label={t.projects.firstRows} heads={fields.map(({ label }) => label)}>
        {sample.slice(0, 8).map((row, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the rows of one preview never move
          <tr key={at}>
            {fields.map(({ key, type }) => (
              <td
                key={key}
                style={{
                  ...(key === 'name' ? { paddingInlineStart: `${8 + (row.level - 1) * 16}px` } : {}),
                  ...(wrapping.has(type) ? {} : { whiteSpace: 'nowrap' }),
                }}
              >
                <bdi>{row.values[key] == null ? '' : valueText(t, format, row.values[key], type)}</bdi>
              </td>
            ))}
          </tr>
        ))}
      </DataTable>
    </Section>
  );
}
