-- What concerns security rather than a plan: in the chain of sync_audit, by the same sequence and hashes.

-- Keys that lead with the tenant throughout, so that the tables can be partitioned or distributed by it. What was unique by its id
-- alone stays so in effect: ids are random.
ALTER TABLE sync_audit DROP CONSTRAINT sync_audit_project_id_fkey;
ALTER TABLE sync_audit DROP CONSTRAINT sync_audit_user_id_fkey;
ALTER TABLE sync_audit DROP CONSTRAINT sync_audit_pkey;
ALTER TABLE sync_audit ADD PRIMARY KEY (tenant_id, id);
ALTER TABLE projects DROP CONSTRAINT projects_id_key;
ALTER TABLE users DROP CONSTRAINT users_id_key;
ALTER TABLE tokens DROP CONSTRAINT tokens_hash_key;
ALTER TABLE tokens ADD UNIQUE (tenant_id, hash);
CREATE INDEX tokens_by_hash ON tokens (hash);

CREATE TABLE security_audit (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  event text NOT NULL,
  outcome text NOT NULL CHECK (outcome IN ('done', 'refused')),
  -- no foreign keys: the entry outlasts what it is about, and what was asked for need not exist
  project_id uuid,
  user_id uuid,
  details jsonb NOT NULL,
  -- so many alike within a minute; those after the first are one entry
  count integer NOT NULL CHECK (count >= 1),
  timestamp timestamptz NOT NULL,
  ip_address inet,
  user_agent text,
  seq bigint NOT NULL,
  hash text NOT NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, seq)
);
CREATE INDEX security_audit_by_project ON security_audit (tenant_id, project_id, seq DESC) WHERE project_id IS NOT NULL;
CREATE INDEX sync_audit_by_project ON sync_audit (tenant_id, project_id, seq DESC);

-- The chain of what belongs to no organisation (a token that nobody has) is that of the tenant with the nil UUID, which is no tenant.
ALTER TABLE audit_heads DROP CONSTRAINT audit_heads_tenant_id_fkey;

-- How far each chain has been sent to a collector.
CREATE TABLE audit_exports (
  tenant_id uuid NOT NULL,
  sink text NOT NULL,
  seq bigint NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, sink)
);

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['security_audit', 'audit_exports']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY %I ON %I FOR ALL TO sprintforge_app USING (tenant_id = app_tenant()) WITH CHECK (tenant_id = app_tenant())', t || '_tenant', t);
    EXECUTE format('GRANT SELECT, INSERT ON %I TO sprintforge_app', t);
  END LOOP;
  GRANT UPDATE ON audit_exports TO sprintforge_app;
  -- the owner sees which tenants there are (backup) and how far their chains go (export), whatever other rights it has
  EXECUTE format('CREATE POLICY tenants_owner ON tenants FOR SELECT TO %I USING (true)', current_user);
  EXECUTE format('CREATE POLICY audit_heads_owner ON audit_heads FOR SELECT TO %I USING (true)', current_user);
  EXECUTE format('CREATE POLICY audit_exports_owner ON audit_exports FOR SELECT TO %I USING (true)', current_user);
END $$;

-- Tenants whose chain goes on behind what a collector has been sent.
CREATE FUNCTION chains_behind(wanted text)
RETURNS TABLE (tenant_id uuid, behind bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
$$ SELECT h.tenant_id, h.seq - coalesce(e.seq, 0) FROM audit_heads h
   LEFT JOIN audit_exports e ON e.tenant_id = h.tenant_id AND e.sink = wanted
   WHERE h.seq > coalesce(e.seq, 0) ORDER BY h.tenant_id $$;
REVOKE ALL ON FUNCTION chains_behind(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION chains_behind(text) TO sprintforge_app;
