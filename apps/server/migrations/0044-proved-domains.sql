-- Domains of e-mail addresses that an organisation has proved to be its own, by a record in their DNS.
CREATE TABLE proved_domains (
  tenant_id uuid NOT NULL REFERENCES tenants,
  domain text NOT NULL CHECK (domain = lower(domain)),
  proved_at timestamptz NOT NULL,
  proved_by uuid NOT NULL,
  PRIMARY KEY (tenant_id, domain),
  FOREIGN KEY (tenant_id, proved_by) REFERENCES users (tenant_id, id)
);
ALTER TABLE proved_domains ENABLE ROW LEVEL SECURITY;
ALTER TABLE proved_domains FORCE ROW LEVEL SECURITY;
CREATE POLICY proved_domains_tenant ON proved_domains FOR ALL TO sprintforge_app USING (tenant_id = app_tenant()) WITH CHECK (tenant_id = app_tenant());
GRANT SELECT, INSERT, UPDATE, DELETE ON proved_domains TO sprintforge_app;
DO $$ BEGIN EXECUTE format('CREATE POLICY proved_domains_lookup ON proved_domains FOR SELECT TO %I USING (true)', current_user); END $$;

-- `proved`: only of organisations that have proved the domain, or whose provider the operator has configured.
DROP FUNCTION find_providers(text);
CREATE FUNCTION find_providers(domain text, proved boolean) RETURNS TABLE (tenant_id uuid, tenant_name text, id uuid, name text, kind text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
$$ SELECT p.tenant_id, t.name, p.id, p.name, p.kind FROM identity_providers p JOIN tenants t ON t.tenant_id = p.tenant_id
   WHERE p.enabled AND p.domains ? lower($1)
     AND (NOT $2 OR p.configured OR EXISTS (SELECT FROM proved_domains d WHERE d.tenant_id = p.tenant_id AND d.domain = lower($1)))
   ORDER BY t.name, p.name LIMIT 20 $$;
REVOKE ALL ON FUNCTION find_providers(text, boolean) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION find_providers(text, boolean) TO sprintforge_app;
