import { createDOMRenderer, FluentProvider, RendererProvider } from '@fluentui/react-components';
import { QueryClientProvider } from '@tanstack/react-query';
import { createQueryClient } from '../data/query-client.ts';
import { TextProvider } from '../text/text-provider.tsx';
import { useText } from '../text/use-text.ts';
import { useTheme } from '../theme/use-theme.ts';
import { Pane } from './pane/pane.tsx';

/** Styles are allowed by the nonce of the page (strict Content-Security-Policy). */
const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';
const renderer = createDOMRenderer(document, nonce ? { styleElementAttributes: { nonce } } : {});
const queryClient = createQueryClient();

export function AddIn() {
  return (
    <QueryClientProvider client={queryClient}>
      <TextProvider>
        <Styled />
      </TextProvider>
    </QueryClientProvider>
  );
}

function Styled() {
  const { dir } = useText();
  const theme = useTheme();
  return (
    <RendererProvider renderer={renderer} targetDocument={document}>
      <FluentProvider theme={theme} dir={dir}>
        <Pane />
      </FluentProvider>
    </RendererProvider>
  );
}
