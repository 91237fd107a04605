import { serverUrl } from '../../data/client.ts';
import { Section } from '../../shell/section.tsx';
import { useText } from '../../text/use-text.ts';
import { Secret } from './secret.tsx';

export function CommandLine({ project }: { readonly project: string }) {
  const { t } = useText();
  const commands = [
    `npx sprintforge login ${serverUrl.replace(/\/$/, '')}`,
    `npx sprintforge clone ${project} Plan.xlsx`,
    'npx sprintforge sync Plan.xlsx',
  ].join('\n');
  return (
    <Section title={t.connect.cliTitle} lead={t.connect.cliLead}>
      <Secret text={commands} />
    </Section>
  );
}
