-- Keys of a tenant, each wrapped by the installation's master key: the one that files are sealed under, in versions, and others by
-- their purpose. They are made where an organisation is about to be committed, so nothing refers to `tenants`.
CREATE TABLE tenant_keys (
  tenant_id uuid NOT NULL,
  purpose text NOT NULL,
  version integer NOT NULL CHECK (version >= 1),
  id uuid NOT NULL,
  wrapped bytea NOT NULL,
  -- the master key's id
  wrapped_by text NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, purpose, version)
);
ALTER TABLE tenant_keys ENABLE ROW LEVEL SECURITY;
ALTER TABLE tenant_keys FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_keys_tenant ON tenant_keys FOR ALL TO sprintforge_app USING (tenant_id = app_tenant()) WITH CHECK (tenant_id = app_tenant());
-- a key is never lost to a statement of ours
GRANT SELECT, INSERT, UPDATE (wrapped, wrapped_by) ON tenant_keys TO sprintforge_app;
DO $$ BEGIN EXECUTE format('CREATE POLICY tenant_keys_lookup ON tenant_keys FOR SELECT TO %I USING (true)', current_user); END $$;

-- Which master keys are needed.
CREATE FUNCTION master_keys_in_use() RETURNS TABLE (wrapped_by text, tenants bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
$$ SELECT k.wrapped_by, count(DISTINCT k.tenant_id) FROM tenant_keys k GROUP BY k.wrapped_by ORDER BY k.wrapped_by $$;
REVOKE ALL ON FUNCTION master_keys_in_use() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION master_keys_in_use() TO sprintforge_app;
