import { Checkbox, Text } from '@fluentui/react-components';
import type { NotificationSettings } from '@sprintforge/protocol';
import { useChooseNotifications, useNotificationSettings } from '../../data/notifications.ts';
import { DataTable } from '../../shell/data-table.tsx';
import { Section } from '../../shell/section.tsx';
import { Failure } from '../../shell/states.tsx';
import { useText } from '../../text/use-text.ts';

const kinds = ['overwritten', 'conflict', 'parked', 'assigned', 'rollback', 'sync'] as const;
type Kind = (typeof kinds)[number];
type Channel = NotificationSettings['choices'][Kind][number];

/** What one wants to be told, and how: of one project, or of all. */
export function NotificationChoices({ project }: { readonly project?: string }) {
  const { t } = useText();
  const { notices } = t;
  const { data, error, refetch } = useNotificationSettings(project);
  const choose = useChooseNotifications(project);
  const toggle = (kind: Kind, channel: Channel, on: boolean) => {
    const others = data?.choices[kind].filter((one) => one !== channel) ?? [];
    choose.mutate({ choices: { [kind]: on ? [...others, channel] : others } });
  };
  return (
    <Section title={notices.title} lead={project === undefined ? notices.leadAll : notices.lead}>
      {error && <Failure error={error} retry={() => void refetch()} />}
      {choose.error && <Failure error={choose.error} />}
      {data && (
        <DataTable label={notices.title} heads={[notices.what, notices.app, notices.mail]}>
          {kinds.map((kind) => (
            <tr key={kind}>
              <td>{notices.kinds[kind]}</td>
              {(['app', 'mail'] as const).map((channel) => (
                <td key={channel}>
                  <Checkbox
                    aria-label={`${notices.kinds[kind]}: ${notices[channel]}`}
                    checked={data.choices[kind].includes(channel)}
                    disabled={channel === 'mail' && !data.mail}
                    onChange={(_, { checked }) => toggle(kind, channel, checked === true)}
                  />
                </td>
              ))}
            </tr>
          ))}
        </DataTable>
      )}
      {data?.mail === false && <Text>{notices.noMail}</Text>}
    </Section>
  );
}
