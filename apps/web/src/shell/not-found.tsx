import { DocumentSearchRegular } from '@fluentui/react-icons/svg/document-search';
import { useText } from '../text/use-text.ts';
import { ButtonLink } from './button-link.tsx';
import { Empty } from './states.tsx';

export function NotFound() {
  const { t } = useText();
  return (
    <main>
      <Empty alone picture={<DocumentSearchRegular />} title={t.states.notFoundTitle} text={t.states.notFoundText}>
        <ButtonLink to="/">{t.states.back}</ButtonLink>
      </Empty>
    </main>
  );
}
