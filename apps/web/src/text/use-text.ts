import { useContext } from 'react';
import { type Text, TextContext } from './text-context.ts';

/** The catalogue, the formats and the direction of the language in use. */
export function useText(): Text {
  const text = useContext(TextContext);
  if (!text) throw new Error('useText outside of TextProvider');
  return text;
}
