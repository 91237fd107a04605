import { Button } from '@fluentui/react-components';
import type { Project } from '@sprintforge/protocol';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useRemoveProject } from '../../data/settings.ts';
import { Ask } from '../../shell/ask.tsx';
import { Section } from '../../shell/section.tsx';
import { useText } from '../../text/use-text.ts';

export function PutAway({ project }: { readonly project: Project }) {
  const { t } = useText();
  const { settings } = t;
  const navigate = useNavigate();
  const [asked, ask] = useState(false);
  const remove = useRemoveProject(project.id);
  return (
    <Section tone="danger" title={settings.away} lead={settings.awayText}>
      <div>
        <Button onClick={() => ask(true)}>{settings.away}</Button>
      </div>
      {asked && (
        <Ask
          title={settings.awayAsk(project.name)}
          text={settings.awayText}
          button={settings.away}
          act={async () => {
            await remove();
            await navigate({ to: '/' });
          }}
          onClose={() => ask(false)}
        />
      )}
    </Section>
  );
}
