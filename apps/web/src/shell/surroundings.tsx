import { createDOMRenderer, FluentProvider, RendererProvider } from '@fluentui/react-components';
import { type QueryClient, QueryClientProvider } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { TextProvider } from '../text/text-provider.tsx';
import { useText } from '../text/use-text.ts';
import { useTheme } from '../theme/use-theme.ts';

/** Styles are allowed by the nonce of the page (strict Content-Security-Policy). */
const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';
const renderer = createDOMRenderer(document, nonce ? { styleElementAttributes: { nonce } } : {});

/** What everything of ours stands in, in the browser's window and in Excel's task pane: its data, its language, its look. */
export function Surroundings(props: { readonly queryClient: QueryClient; readonly children: ReactNode }) {
  return (
    <QueryClientProvider client={props.queryClient}>
      <TextProvider>
        <Styled>{props.children}</Styled>
      </TextProvider>
    </QueryClientProvider>
  );
}

function Styled({ children }: { readonly children: ReactNode }) {
  const { dir } = useText();
  const theme = useTheme();
  return (
    <RendererProvider renderer={renderer} targetDocument={document}>
      <FluentProvider theme={theme} dir={dir}>
        {children}
      </FluentProvider>
    </RendererProvider>
  );
}
