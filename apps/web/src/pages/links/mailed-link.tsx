import { Text } from '@fluentui/react-components';
import type { LinkAnswer } from '@sprintforge/protocol';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import { clientOf } from '../../data/client.ts';
import { takeSecret } from '../../session/session.ts';
import { Failure, Loading } from '../../shell/states.tsx';
import { useText } from '../../text/use-text.ts';
import { Entrance } from '../sign-in/entrance.tsx';

/** What a link from a mail is for, and the form that it leads to. */
export function MailedLink(props: {
  readonly title: string;
  readonly lead: (email: string, organisation: string) => string;
  readonly onLink?: (link: LinkAnswer) => void;
  readonly children: (token: string) => ReactNode;
}) {
  const { t } = useText();
  const [token] = useState(() => takeSecret() ?? '');
  const { data, error } = useQuery({
    queryKey: ['link', token],
    queryFn: () => clientOf(undefined).account.link(token),
    enabled: token !== '',
  });
  const { onLink } = props;
  useEffect(() => {
    if (data) onLink?.(data);
  }, [data, onLink]);
  return (
    <Entrance title={props.title} lead={data ? props.lead(data.email, data.organisation) : ''}>
      {token === '' && <Text>{t.problems.byCode['LINK_INVALID']}</Text>}
      {error && <Failure error={error} />}
      {token !== '' && !data && !error && <Loading />}
      {data && props.children(token)}
    </Entrance>
  );
}
