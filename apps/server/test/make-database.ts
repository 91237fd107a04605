import pg from 'pg';

/** Makes a database beside the one that `databaseUrl` names, empty or as a copy of `template`; returns its URL. */
export async function makeDatabase(databaseUrl: string, name: string, template?: string): Promise<string> {
  const client = new pg.Client(databaseUrl);
  await client.connect();
  try {
    await client.query(`create database ${name}${template === undefined ? '' : ` template ${template}`}`);
  } finally {
    await client.end();
  }
  const url = new URL(databaseUrl);
  url.pathname = `/${name}`;
  return url.href;
}
