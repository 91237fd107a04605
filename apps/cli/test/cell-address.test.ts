import { describe, expect, it } from 'vitest';
import { splitSheet } from '../src/cell-address.ts';

describe('a sheet and what stands after it', () => {
  it.each([
    ['Plan!D14=7', 'Plan', 'D14=7'],
    ["'My Sheet'!A1=x", 'My Sheet', 'A1=x'],
    ['My Sheet!A1=x', 'My Sheet', 'A1=x'],
    ["'It''s ours'!B2", "It's ours", 'B2'],
    ["'a!b'!C3=1", 'a!b', 'C3=1'],
    ['Plan!A1=stop!', 'Plan', 'A1=stop!'],
    ['Plan!A1=two\nlines', 'Plan', 'A1=two\nlines'],
    ['計画!B2=日', '計画', 'B2=日'],
    ["'a=b'!C3=1", 'a=b', 'C3=1'],
  ])('%j', (text, sheet, rest) => {
    expect(splitSheet(text)).toEqual({ sheet, rest });
  });

  it.each(['D14=7', '', '!D14', "'open!A1=x"])('refuses %j', (text) => {
    expect(() => splitSheet(text)).toThrow(/does not name a sheet/);
  });
});
