/** A folder for what the test files of one run share. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    runFolder: string;
  }
}

export default function setup(project: TestProject): () => void {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sprintforge-run-'));
  project.provide('runFolder', folder);
  return () => fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}
