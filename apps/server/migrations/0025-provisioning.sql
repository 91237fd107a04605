-- Members as an identity provider's directory says (SCIM 2.0): who there is, in which groups, and what those are here.

CREATE TABLE provisioning (
  tenant_id uuid PRIMARY KEY REFERENCES tenants,
  -- SHA-256 of the directory's token; null: none is let in
  token_hash bytea CHECK (length(token_hash) = 32),
  token_created_at timestamptz,
  -- what groups are here, by their name; what everybody else is (null: no member)
  roles jsonb NOT NULL,
  default_role text CHECK (default_role IN ('owner', 'editor', 'contributor', 'viewer'))
);
CREATE INDEX provisioning_by_token ON provisioning (token_hash);

CREATE TABLE provisioned_users (
  tenant_id uuid NOT NULL,
  user_id uuid NOT NULL,
  -- as the directory names them
  user_name text NOT NULL,
  external_id text,
  active boolean NOT NULL,
  created_at timestamptz NOT NULL,
  changed_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, user_id),
  FOREIGN KEY (tenant_id, user_id) REFERENCES users (tenant_id, id)
);
CREATE UNIQUE INDEX provisioned_users_by_name ON provisioned_users (tenant_id, lower(user_name));

CREATE TABLE provisioned_groups (
  tenant_id uuid NOT NULL REFERENCES tenants,
  id uuid NOT NULL,
  name text NOT NULL,
  external_id text,
  created_at timestamptz NOT NULL,
  changed_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX provisioned_groups_by_name ON provisioned_groups (tenant_id, lower(name));

CREATE TABLE provisioned_group_members (
  tenant_id uuid NOT NULL,
  group_id uuid NOT NULL,
  user_id uuid NOT NULL,
  PRIMARY KEY (tenant_id, group_id, user_id),
  FOREIGN KEY (tenant_id, group_id) REFERENCES provisioned_groups (tenant_id, id) ON DELETE CASCADE,
  FOREIGN KEY (tenant_id, user_id) REFERENCES provisioned_users (tenant_id, user_id) ON DELETE CASCADE
);
CREATE INDEX provisioned_group_members_by_user ON provisioned_group_members (tenant_id, user_id);

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['provisioning', 'provisioned_users', 'provisioned_groups', 'provisioned_group_members']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY %I ON %I FOR ALL TO sprintforge_app USING (tenant_id = app_tenant()) WITH CHECK (tenant_id = app_tenant())', t || '_tenant', t);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO sprintforge_app', t);
  END LOOP;
  EXECUTE format('CREATE POLICY provisioning_lookup ON provisioning FOR SELECT TO %I USING (true)', current_user);
END $$;

CREATE FUNCTION find_directory(wanted bytea) RETURNS TABLE (tenant_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
$$ SELECT p.tenant_id FROM provisioning p WHERE p.token_hash = wanted $$;
REVOKE ALL ON FUNCTION find_directory(bytea) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION find_directory(bytea) TO sprintforge_app;
