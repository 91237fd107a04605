import { expect, test } from 'vitest';
import { storeAhead } from '../src/services/house.ts';

test('a file that cannot be written is told of when the others are no longer being written', async () => {
  const ended: string[] = [];
  const put = async (_tenant: string, bytes: Uint8Array): Promise<string> => {
    const name = Buffer.from(bytes).toString();
    if (name === 'no room') throw new Error(name);
    await new Promise((resolve) => setTimeout(resolve, 20));
    ended.push(name);
    return name;
  };
  const files = ['no room', 'one', 'two'].map((name) => Buffer.from(name));
  const house = { blobs: { put } } as unknown as Parameters<typeof storeAhead>[0];
  await expect(storeAhead(house, 'tenant', files)).rejects.toThrow('no room');
  expect(ended).toEqual(['one', 'two']);
});
