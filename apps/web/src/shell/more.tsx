import { Button } from '@fluentui/react-components';
import type { UseInfiniteQueryResult } from '@tanstack/react-query';
import { useText } from '../text/use-text.ts';

/** The next page of a list, while there is one. */
export function More({
  query,
}: {
  readonly query: Pick<UseInfiniteQueryResult, 'hasNextPage' | 'isFetchingNextPage' | 'fetchNextPage'>;
}) {
  const { t } = useText();
  if (!query.hasNextPage) return null;
  return (
    <div>
      <Button disabledFocusable={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
        {t.states.more}
      </Button>
    </div>
  );
}
