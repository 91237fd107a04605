-- Keys that lead with the tenant (see 0006), for the tables of 0007. Looked up before a tenant is known, they keep an index by the hash alone.
ALTER TABLE sessions DROP CONSTRAINT sessions_hash_key;
ALTER TABLE sessions ADD UNIQUE (tenant_id, hash);
CREATE INDEX sessions_by_hash ON sessions (hash);
ALTER TABLE account_links DROP CONSTRAINT account_links_hash_key;
ALTER TABLE account_links ADD UNIQUE (tenant_id, hash);
CREATE INDEX account_links_by_hash ON account_links (hash);
