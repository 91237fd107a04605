-- Jobs (their own tables are made by pg-boss, in the schema `jobs`): what a process needs that works for every tenant in turn.

DO $$
BEGIN
  EXECUTE format('CREATE POLICY tenants_listed ON tenants FOR SELECT TO %I USING (true)', current_user);
END $$;

-- Which tenants there are, and nothing of them: only the owner of the table may look across, and only through this.
CREATE FUNCTION tenant_ids() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
$$ SELECT t.tenant_id FROM tenants t ORDER BY t.tenant_id $$;
REVOKE ALL ON FUNCTION tenant_ids() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION tenant_ids() TO sprintforge_app;

-- idempotency keys are forgotten after a while (the uploads that they stand for are not)
GRANT DELETE ON upload_keys TO sprintforge_app;
CREATE INDEX upload_keys_by_age ON upload_keys (tenant_id, created_at);
