import { Button } from '@fluentui/react-components';
import { createLink, type LinkComponent } from '@tanstack/react-router';
import type { AnchorHTMLAttributes, ReactElement, Ref } from 'react';

interface Props extends AnchorHTMLAttributes<HTMLAnchorElement> {
  readonly ref?: Ref<HTMLAnchorElement>;
  readonly appearance?: 'primary' | 'subtle';
  readonly icon?: ReactElement;
}

// a Fluent button's own props ask for a button's handlers even when it is a link
const ButtonAnchor = (props: Props) => <Button as="a" {...(props as object)} />;

/** A link to another page that looks like a button. */
export const ButtonLink: LinkComponent<typeof ButtonAnchor> = createLink(ButtonAnchor);
