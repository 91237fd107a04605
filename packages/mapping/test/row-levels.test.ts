import { expect, test } from 'vitest';
import { levelsOfDepths } from '../src/values/row-levels.ts';

const none = undefined;

test.each([
  ['steps of one', [1, 2, 3, 2, 1], [1, 2, 3, 2, 1]],
  ['a level that is skipped: those that are as deep stand side by side', [1, 3, 3, 1], [1, 2, 2, 1]],
  ['less deep than the one before, but deeper than its parent', [1, 4, 3, 2, 3], [1, 2, 2, 2, 3]],
  ['top rows that are deeper than later ones', [3, 1, 2], [1, 1, 2]],
  ['counted from nought', [0, 1, 1, 0], [1, 2, 2, 1]],
  ['a row that says nothing stands as deep as the one above', [1, 2, none, 3, none, 1], [1, 2, 2, 3, 3, 1]],
  ['the first says nothing', [none, 2, 3], [1, 1, 2]],
  ['none says anything', [none, none], [1, 1]],
  ['widths of blanks', [0, 4, 9, 4, 2], [1, 2, 3, 2, 2]],
])('ID8 %s', (_what, depths, levels) => {
  expect(levelsOfDepths(depths)).toEqual(levels);
});
