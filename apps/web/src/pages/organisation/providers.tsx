import { Badge, Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import type { IdentityProvider } from '@sprintforge/protocol';
import { useState } from 'react';
import { client } from '../../data/client.ts';
import { useProviderChange, useProviders } from '../../data/organisation.ts';
import { Ask } from '../../shell/ask.tsx';
import { Section } from '../../shell/section.tsx';
import { Failure } from '../../shell/states.tsx';
import { useText } from '../../text/use-text.ts';
import { Secret } from '../connect/secret.tsx';
import { ProviderDialog } from './provider-dialog.tsx';
import { testOf } from './provider-draft.ts';

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0 },
  one: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    paddingBlock: tokens.spacingVerticalM,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
  name: { flexGrow: 1, minWidth: 0, overflowWrap: 'anywhere' },
  addresses: { display: 'grid', gap: tokens.spacingVerticalXS, margin: 0, '& dd': { margin: 0 } },
});

/** Where members sign in besides here. */
export function Providers() {
  const styles = useStyles();
  const { t } = useText();
  const { providers } = t;
  const { data, error, refetch } = useProviders();
  const [edited, edit] = useState<IdentityProvider | 'new' | null>(null);
  const [shown, show] = useState<string | null>(null);
  return (
    <Section title={providers.title} lead={providers.lead}>
      {error && <Failure error={error} retry={() => void refetch()} />}
      {data?.length === 0 && <Text>{providers.none}</Text>}
      {data && data.length > 0 && (
        <ul className={styles.list}>
          {data.map((one) => (
            <OneProvider
              key={one.id}
              provider={one}
              open={shown === one.id}
              onShow={(open) => show(open ? one.id : null)}
              onEdit={() => edit(one)}
            />
          ))}
        </ul>
      )}
      <div>
        <Button onClick={() => edit('new')}>{providers.add}</Button>
      </div>
      {edited && (
        <ProviderDialog
          provider={edited === 'new' ? null : edited}
          onClose={(done) => {
            edit(null);
            if (done && edited === 'new') show(done.id);
          }}
        />
      )}
    </Section>
  );
}

function OneProvider(props: {
  readonly provider: IdentityProvider;
  readonly open: boolean;
  readonly onShow: (open: boolean) => void;
  readonly onEdit: () => void;
}) {
  const styles = useStyles();
  const { t } = useText();
  const { providers } = t;
  const { provider, open, onShow, onEdit } = props;
  const test = useProviderChange(() => client().signOn.change(provider.id, testOf(provider)));
  const remove = useProviderChange(() => client().signOn.remove(provider.id));
  const [asked, ask] = useState(false);
  return (
    <li className={styles.one}>
      <div className={styles.row}>
        <div className={styles.name}>
          <Text weight="semibold">{provider.name}</Text>{' '}
          <Badge appearance="tint">{providers.kinds[provider.kind]}</Badge>{' '}
          {!provider.enabled && <Badge color="warning">{providers.off}</Badge>}
          <Text block size={200}>
            {provider.domains.join(', ')} {provider.configured && `(${providers.configured})`}
          </Text>
        </div>
        <Button size="small" aria-expanded={open} onClick={() => onShow(!open)}>
          {providers.show}
        </Button>
        {!provider.configured && (
          <>
            <Button size="small" disabledFocusable={test.isPending} onClick={() => test.mutate(undefined)}>
              {providers.test}
            </Button>
            <Button size="small" onClick={onEdit}>
              {providers.edit}
            </Button>
            <Button size="small" onClick={() => ask(true)}>
              {providers.remove}
            </Button>
          </>
        )}
      </div>
      {test.error && <Failure error={test.error} />}
      <Text role="status">{test.isSuccess ? providers.tested(provider.name) : ''}</Text>
      {open && <Addresses provider={provider} />}
      {asked && (
        <Ask
          title={providers.removeAsk(provider.name)}
          text={providers.removeText}
          button={providers.remove}
          act={() => remove.mutateAsync(undefined)}
          onClose={() => ask(false)}
        />
      )}
    </li>
  );
}

/** What is entered at the provider. */
function Addresses({ provider }: { readonly provider: IdentityProvider }) {
  const styles = useStyles();
  const { providers } = useText().t;
  const { answer, metadata, signed_out } = provider.addresses;
  const rows = [
    [providers.answer[provider.kind], answer],
    [providers.ourMetadata, metadata],
    [providers.signedOut, signed_out],
  ] as const;
  return (
    <section aria-label={providers.addresses}>
      <Text weight="semibold">{providers.addresses}</Text>
      <dl className={styles.addresses}>
        {rows.map(
          ([label, text]) =>
            text && (
              <div key={label}>
                <dt>{label}</dt>
                <dd>
                  <Secret text={text} />
                </dd>
              </div>
            ),
        )}
      </dl>
    </section>
  );
}
