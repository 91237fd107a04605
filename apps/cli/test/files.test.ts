import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { handBack, lockFileOf, mergedName, readBytes, writeAtomically } from '../src/files.ts';

const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'sprintforge-files-'));
afterAll(() => fs.rmSync(dir, { recursive: true }));
const place = (name: string) => path.join(dir, name);
const bytes = (text: string) => new TextEncoder().encode(text);

describe('files of people', () => {
  it('are replaced whole, keep their mode, and leave nothing beside them', () => {
    const file = place('a.xlsx');
    fs.writeFileSync(file, 'old', { mode: 0o640 });
    fs.chmodSync(file, 0o640);
    writeAtomically(file, bytes('new'));
    expect(fs.readFileSync(file, 'utf8')).toBe('new');
    expect(fs.statSync(file).mode & 0o777).toBe(0o640);
    expect(fs.readdirSync(dir)).toEqual(['a.xlsx']);
  });

  it('say when they are not there, or cannot be written', () => {
    expect(() => readBytes(place('none.xlsx'))).toThrow(/there is no file/);
    expect(() => writeAtomically(place('no/such/folder.xlsx'), bytes('x'))).toThrow(/cannot be written/);
  });

  it.each(['~$b.xlsx', '.~lock.b.xlsx#'])('stay while %s stands: the merged workbook goes beside', (lock) => {
    const file = place('b.xlsx');
    fs.writeFileSync(file, 'mine');
    fs.writeFileSync(place(lock), '');
    expect(lockFileOf(file)).toBe(place(lock));
    expect(handBack(file, bytes('mine'), bytes('merged'))).toEqual({
      file: place('b.merged.xlsx'),
      because: 'open in a program',
    });
    expect(fs.readFileSync(file, 'utf8')).toBe('mine');
    fs.rmSync(place(lock));
  });

  it('stay when somebody saved them while the sync ran', () => {
    const file = place('c.xlsx');
    fs.writeFileSync(file, 'saved again');
    expect(handBack(file, bytes('uploaded'), bytes('merged'))).toMatchObject({ because: 'changed meanwhile' });
    expect(handBack(file, bytes('saved again'), bytes('merged'))).toEqual({ file });
    expect(fs.readFileSync(file, 'utf8')).toBe('merged');
  });

  it('have a name for the merged one', () => {
    expect(mergedName('/x/My plan.v2.xlsx')).toBe('/x/My plan.v2.merged.xlsx');
  });
});
