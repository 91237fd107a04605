-- Links that open plans over WebDAV: each a capability, with the view that it serves and, for one plan, what it last stored (rule B1).
CREATE TABLE dav_links (
  tenant_id uuid NOT NULL,
  -- null: the folder of all plans that the person sees
  project_id uuid,
  id uuid NOT NULL,
  user_id uuid NOT NULL,
  token_hash bytea NOT NULL CHECK (length(token_hash) = 32),
  created_at timestamptz NOT NULL,
  used_at timestamptz NOT NULL,
  ended_at timestamptz,
  view jsonb NOT NULL,
  held jsonb,
  -- every file that `view` and `held` name: they are not swept while the link lives
  files text[] NOT NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, token_hash),
  FOREIGN KEY (tenant_id, project_id) REFERENCES projects (tenant_id, id),
  FOREIGN KEY (tenant_id, user_id) REFERENCES users (tenant_id, id)
);
CREATE INDEX dav_links_by_token ON dav_links (token_hash);
CREATE INDEX dav_links_by_user ON dav_links (tenant_id, user_id, created_at DESC);

ALTER TABLE dav_links ENABLE ROW LEVEL SECURITY;
ALTER TABLE dav_links FORCE ROW LEVEL SECURITY;
CREATE POLICY dav_links_tenant ON dav_links FOR ALL TO sprintforge_app USING (tenant_id = app_tenant()) WITH CHECK (tenant_id = app_tenant());
GRANT SELECT, INSERT, UPDATE, DELETE ON dav_links TO sprintforge_app;

-- As a token, a link is looked up before its tenant is known.
DO $$
BEGIN
  EXECUTE format('CREATE POLICY dav_links_lookup ON dav_links FOR SELECT TO %I USING (true)', current_user);
END $$;

CREATE FUNCTION find_dav_link(wanted bytea)
RETURNS TABLE (tenant_id uuid, id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
$$ SELECT l.tenant_id, l.id FROM dav_links l WHERE l.token_hash = wanted AND l.ended_at IS NULL $$;
REVOKE ALL ON FUNCTION find_dav_link(bytea) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION find_dav_link(bytea) TO sprintforge_app;
