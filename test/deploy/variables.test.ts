/** Every environment variable that the server and the command line read is documented, and none is that nobody reads. */
import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { repositoryRoot } from '../support/corpora.ts';

const name =
  /\b(?:AUDIT_EXPORT|CLAMD|DATABASE|DEPLOYMENT|LOG|OTEL|REDIS|S3|SMTP|SPLUNK|SPRINTFORGE|TLS|TRUSTED|VAULT)_[A-Z0-9_]*[A-Z0-9]\b/g;

function namesIn(folders: readonly string[], ending: RegExp): Map<string, string> {
  const found = new Map<string, string>();
  for (const folder of folders)
    for (const file of fs.readdirSync(path.join(repositoryRoot, folder), { recursive: true, encoding: 'utf8' }))
      if (ending.test(file))
        for (const [one] of fs.readFileSync(path.join(repositoryRoot, folder, file), 'utf8').matchAll(name))
          found.set(one, `${folder}/${file}`);
  return found;
}

/** Only an example of what a file may refer to. */
const examples = ['SPLUNK_TOKEN'];
const read = namesIn(['apps/server/src', 'apps/cli/src'], /\.ts$/);
for (const example of examples) read.delete(example);
for (const short of ['HOST', 'PORT', 'NODE_ENV']) read.set(short, 'apps/server/src/config');

test('what is read stands in the documentation', () => {
  const pages = fs.readdirSync(path.join(repositoryRoot, 'docs')).filter((file) => file.endsWith('.md'));
  const documentation = ['README.md', ...pages.map((file) => `docs/${file}`)]
    .map((file) => fs.readFileSync(path.join(repositoryRoot, file), 'utf8'))
    .join('\n');
  expect(read.size).toBeGreaterThan(60);
  expect([...read].filter(([one]) => !new RegExp(`\\b${one}\\b`).test(documentation))).toEqual([]);
});

test('what the documentation names is read', () => {
  const documented = namesIn(['docs'], /\.md$/);
  expect([...documented].filter(([one]) => !read.has(one) && !examples.includes(one))).toEqual([]);
});

test('what the files of deploy/ set for our processes is read', () => {
  interface Container {
    readonly env?: readonly { readonly name: string }[];
  }
  const containers = parseAllDocuments(fs.readFileSync(path.join(repositoryRoot, 'deploy/kubernetes.yaml'), 'utf8'))
    .map((document) => document.toJS() as { spec?: { template?: { spec: { containers: Container[] } } } })
    .flatMap(({ spec }) => spec?.template?.spec.containers ?? []);
  const ofKubernetes = containers.flatMap(({ env = [] }) => env.map((one) => one.name));
  const dockerfile = fs.readFileSync(path.join(repositoryRoot, 'deploy/Dockerfile'), 'utf8');
  const ofImage = [...dockerfile.matchAll(/^ENV (.*)$/gm)].flatMap(
    ([, line]) => line!.match(/\b[A-Z0-9_]+(?==)/g) ?? [],
  );
  expect(ofKubernetes.length).toBeGreaterThan(4);
  expect(ofImage.length).toBeGreaterThan(2);
  expect([...ofKubernetes, ...ofImage].filter((one) => !read.has(one))).toEqual([]);
});
