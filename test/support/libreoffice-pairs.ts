/** Compares many pairs of files in LibreOffice, which may crash on some: a new process for every batch and after a crash. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type Comparison, LibreOffice, type Place } from './libreoffice.ts';

const BATCH = 40;
const TIMEOUT = 120_000;

export type Verdict = Comparison | { readonly crash: string };

export class LibreOfficePairs {
  #office: LibreOffice | undefined;
  #compared = 0;

  /**
   * A pair on which a fresh process crashes, too, is compared file by file: `crash` tells which of the two end
   * LibreOffice (`both` means that the file did so before anybody edited it).
   */
  async compare(before: string, after: string, except: Place): Promise<Verdict> {
    return (
      (await this.#attempt(before, after, except)) ??
      (await this.#attempt(before, after, except)) ?? { crash: await this.#crashing(before, after, except) }
    );
  }

  async stop(): Promise<void> {
    await this.#office?.stop();
    this.#office = undefined;
  }

  async #crashing(before: string, after: string, except: Place): Promise<string> {
    const first = await this.#attempt(before, before, except);
    const second = await this.#attempt(after, after, except);
    if (first && second) return 'neither alone';
    return first ? 'only the second' : second ? 'only the first' : 'both';
  }

  /** undefined when LibreOffice ended, broke or did not answer in time; it is gone then. */
  async #attempt(before: string, after: string, except: Place): Promise<Comparison | undefined> {
    if (this.#compared++ % BATCH === 0) await this.stop();
    this.#office ??= await LibreOffice.start();
    // Copies: the lock of whoever has the file open, or had it open in a crash, would keep LibreOffice from opening it.
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sprintforge-pair-'));
    try {
      const copies = [before, after].map((file, at) => path.join(folder, `${at}${path.extname(file)}`));
      fs.copyFileSync(before, copies[0]!);
      fs.copyFileSync(after, copies[1]!);
      return await this.#office.compare(copies[0]!, copies[1]!, except, TIMEOUT);
    } catch (error) {
      console.warn(`LibreOffice gave up on ${path.basename(before)}: ${String(error)}`);
      await this.stop();
      return undefined;
    } finally {
      fs.rmSync(folder, { recursive: true, force: true });
    }
  }
}
