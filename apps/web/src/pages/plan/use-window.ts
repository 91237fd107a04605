import { type RefObject, useCallback, useState } from 'react';
import { useSight } from '../../shell/use-sight.ts';

export interface Window {
  /** First and last row to draw. */
  readonly first: number;
  readonly last: number;
  /** Rows that fit. */
  readonly fits: number;
}

const beyond = 8;

/** Which rows of one height are in sight of a scrolling box, and a few beyond. */
export function useWindow(box: RefObject<HTMLElement | null>, rows: number, height: number): Window {
  const [seen, setSeen] = useState({ top: 0, fits: 30 });
  const look = useCallback(() => {
    if (!box.current) return;
    const { scrollTop, clientHeight } = box.current;
    const next = { top: Math.floor(scrollTop / height), fits: Math.ceil(clientHeight / height) };
    setSeen((before) => (before.top === next.top && before.fits === next.fits ? before : next));
  }, [box, height]);
  useSight(box, look);
  return {
    first: Math.max(0, Math.min(seen.top, rows) - beyond),
    last: Math.min(rows - 1, seen.top + seen.fits + beyond),
    fits: seen.fits,
  };
}
