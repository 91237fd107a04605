-- Personal values stand sealed in the rows of every table: a row here for each subject, with the key that its values are sealed under.
-- Once the key is destroyed nothing opens them any more, wherever they stand.
CREATE TABLE personal_keys (
  tenant_id uuid NOT NULL REFERENCES tenants,
  -- stands in what is sealed
  id text NOT NULL CHECK (length(id) = 12),
  -- a person by name or address, a text by what it says, a resource of a plan, a plan
  form text NOT NULL CHECK (form IN ('person', 'text', 'resource', 'plan')),
  -- HMAC of the normalised value: the same value is the same subject; null: erased
  subject bytea,
  -- the key and what it is of, under the tenant's key; null: destroyed
  sealed bytea,
  erased_at timestamptz,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, subject),
  CHECK ((subject IS NULL) = (sealed IS NULL)),
  CHECK ((sealed IS NULL) = (erased_at IS NOT NULL))
);

-- Counts the erasures: whoever holds keys in memory lets go of them when it has moved. Who seals holds it still until the commit.
CREATE TABLE personal_epochs (
  tenant_id uuid PRIMARY KEY REFERENCES tenants,
  epoch integer NOT NULL
);

-- Under which classes all that a plan has in the database was sealed last; another set of them, or none: there is something to do.
CREATE TABLE sealed_plans (
  tenant_id uuid NOT NULL,
  project_id uuid NOT NULL,
  classes text NOT NULL,
  PRIMARY KEY (tenant_id, project_id),
  FOREIGN KEY (tenant_id, project_id) REFERENCES projects (tenant_id, id)
);

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['personal_keys', 'personal_epochs', 'sealed_plans']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY %I ON %I FOR ALL TO sprintforge_app USING (tenant_id = app_tenant()) WITH CHECK (tenant_id = app_tenant())', t || '_tenant', t);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE ON %I TO sprintforge_app', t);
  END LOOP;
END $$;
GRANT DELETE ON sealed_plans TO sprintforge_app;

-- rows that were written before are sealed where they stand, and states of before are brought to what is left after an erasure
GRANT UPDATE (changes, hash) ON revisions TO sprintforge_app;
GRANT UPDATE (changes) ON revision_pieces TO sprintforge_app;
GRANT UPDATE (result) ON uploads TO sprintforge_app;
