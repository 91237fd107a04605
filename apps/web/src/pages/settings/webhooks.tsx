import { Button, Checkbox, Field, Input, makeStyles, Switch, Text, tokens } from '@fluentui/react-components';
import type { NewWebhook, Webhook } from '@sprintforge/protocol';
import { type FormEvent, useState } from 'react';
import { useCreateWebhook, useWebhookAct, useWebhooks } from '../../data/webhooks.ts';
import { Section } from '../../shell/section.tsx';
import { Failure } from '../../shell/states.tsx';
import { useText } from '../../text/use-text.ts';
import { Secret } from '../connect/secret.tsx';
import { Deliveries } from './deliveries.tsx';

const useStyles = makeStyles({
  form: { display: 'flex', flexWrap: 'wrap', alignItems: 'end', gap: tokens.spacingHorizontalM },
  wide: { flexGrow: 1, maxWidth: '520px' },
  one: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS },
});

const events = ['revision', 'conflict', 'parked'] as const;

/** Addresses of other programs that are told what happens here. */
export function Webhooks({ project }: { readonly project: string }) {
  const { t } = useText();
  const { webhooks } = t;
  const { data, error, refetch } = useWebhooks(project);
  return (
    <Section title={webhooks.title} lead={webhooks.lead}>
      <NewAddress project={project} />
      {error && <Failure error={error} retry={() => void refetch()} />}
      {data?.map((webhook) => (
        <OneWebhook key={webhook.id} project={project} webhook={webhook} />
      ))}
    </Section>
  );
}

function NewAddress({ project }: { readonly project: string }) {
  const styles = useStyles();
  const { t } = useText();
  const { webhooks } = t;
  const create = useCreateWebhook(project);
  const [url, setUrl] = useState('');
  const [wanted, setWanted] = useState<NewWebhook['events']>([...events]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (url.trim() !== '' && wanted.length > 0)
      create.mutate({ url: url.trim(), events: wanted }, { onSuccess: () => setUrl('') });
  };
  return (
    <>
      <form className={styles.form} onSubmit={submit}>
        <Field label={webhooks.address} className={styles.wide}>
          <Input type="url" value={url} placeholder="https://" onChange={(_, { value }) => setUrl(value)} />
        </Field>
        {events.map((event) => (
          <Checkbox
            key={event}
            label={webhooks.events[event]}
            checked={wanted.includes(event)}
            onChange={(_, { checked }) =>
              setWanted(checked ? [...wanted, event] : wanted.filter((one) => one !== event))
            }
          />
        ))}
        <Button type="submit" disabledFocusable={create.isPending}>
          {t.settings.add}
        </Button>
      </form>
      {create.error && <Failure error={create.error} />}
      {create.data && (
        <>
          <Text role="status">{webhooks.secret}</Text>
          <Secret text={create.data.secret} />
        </>
      )}
    </>
  );
}

function OneWebhook({ project, webhook }: { readonly project: string; readonly webhook: Webhook }) {
  const styles = useStyles();
  const { t } = useText();
  const { webhooks } = t;
  const act = useWebhookAct(project);
  const [open, setOpen] = useState(false);
  const { id, url, enabled, stopped_because } = webhook;
  return (
    <div className={styles.one}>
      <div className={styles.form}>
        <Switch
          label={url}
          checked={enabled}
          disabled={act.isPending}
          onChange={(_, { checked }) => act.mutate({ id, patch: { enabled: checked } })}
        />
        <Text size={200}>{webhook.events.map((event) => webhooks.events[event]).join(', ')}</Text>
        <Button size="small" onClick={() => act.mutate({ id, does: 'test' })}>
          {webhooks.test}
        </Button>
        <Button size="small" aria-expanded={open} onClick={() => setOpen(!open)}>
          {webhooks.deliveries}
        </Button>
        <Button size="small" onClick={() => act.mutate({ id, does: 'remove' })}>
          {webhooks.remove}
        </Button>
      </div>
      {stopped_because && <Text role="status">{webhooks.stopped(stopped_because)}</Text>}
      {act.error && <Failure error={act.error} />}
      {open && <Deliveries project={project} webhook={id} />}
    </div>
  );
}
