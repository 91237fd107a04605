-- People sign in: passwords, sessions, links sent by mail; roles per project, and which fields a role may write.

ALTER TABLE memberships DROP CONSTRAINT memberships_role_check;
ALTER TABLE memberships ADD CONSTRAINT memberships_role_check CHECK (role IN ('owner', 'editor', 'contributor', 'viewer'));

-- an address is one person, however it is written
CREATE UNIQUE INDEX users_by_email ON users (tenant_id, lower(email));
CREATE INDEX users_across ON users (lower(email));

CREATE TABLE credentials (
  tenant_id uuid NOT NULL,
  user_id uuid NOT NULL,
  -- PHC text: algorithm, cost, salt and hash
  password text NOT NULL,
  changed_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, user_id),
  FOREIGN KEY (tenant_id, user_id) REFERENCES users (tenant_id, id)
);

CREATE TABLE sessions (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  user_id uuid NOT NULL,
  hash bytea NOT NULL UNIQUE CHECK (length(hash) = 32),
  -- how the person signed in
  method text NOT NULL,
  created_at timestamptz NOT NULL,
  last_used_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  revoked_at timestamptz,
  ip_address inet,
  user_agent text,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, user_id) REFERENCES users (tenant_id, id)
);
CREATE INDEX sessions_by_user ON sessions (tenant_id, user_id, created_at DESC);

-- Links of one use: to a new password, into an organisation.
CREATE TABLE account_links (
  tenant_id uuid NOT NULL REFERENCES tenants,
  id uuid NOT NULL,
  hash bytea NOT NULL UNIQUE CHECK (length(hash) = 32),
  purpose text NOT NULL CHECK (purpose IN ('reset', 'invitation')),
  email text NOT NULL,
  user_id uuid,
  role text CHECK (role IN ('owner', 'editor', 'contributor', 'viewer')),
  created_by uuid,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  -- used or withdrawn
  ended_at timestamptz,
  PRIMARY KEY (tenant_id, id),
  CHECK ((purpose = 'reset') = (user_id IS NOT NULL)),
  CHECK ((purpose = 'invitation') = (role IS NOT NULL)),
  FOREIGN KEY (tenant_id, user_id) REFERENCES users (tenant_id, id),
  FOREIGN KEY (tenant_id, created_by) REFERENCES users (tenant_id, id)
);
CREATE INDEX account_links_open ON account_links (tenant_id, purpose, created_at) WHERE ended_at IS NULL;

-- Another role than the organisation's, for one project.
CREATE TABLE project_members (
  tenant_id uuid NOT NULL,
  project_id uuid NOT NULL,
  user_id uuid NOT NULL,
  role text NOT NULL CHECK (role IN ('owner', 'editor', 'contributor', 'viewer')),
  -- what a contributor may write: tasks that are assigned to them, or all; these fields, or all (null)
  tasks text NOT NULL DEFAULT 'own' CHECK (tasks IN ('own', 'all')),
  fields jsonb,
  PRIMARY KEY (tenant_id, project_id, user_id),
  FOREIGN KEY (tenant_id, project_id) REFERENCES projects (tenant_id, id),
  FOREIGN KEY (tenant_id, user_id) REFERENCES memberships (tenant_id, user_id) ON DELETE CASCADE
);
CREATE INDEX project_members_by_user ON project_members (tenant_id, user_id);

-- Fields that not everybody may write who may change the plan.
CREATE TABLE field_rights (
  tenant_id uuid NOT NULL,
  project_id uuid NOT NULL,
  field text NOT NULL,
  writers text NOT NULL CHECK (writers IN ('editors', 'owners', 'nobody')),
  PRIMARY KEY (tenant_id, project_id, field),
  FOREIGN KEY (tenant_id, project_id) REFERENCES projects (tenant_id, id)
);

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['credentials', 'sessions', 'account_links', 'project_members', 'field_rights']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY %I ON %I FOR ALL TO sprintforge_app USING (tenant_id = app_tenant()) WITH CHECK (tenant_id = app_tenant())', t || '_tenant', t);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO sprintforge_app', t);
  END LOOP;
  -- What is looked up before a tenant is known: only through the functions below, which belong to the owner of the tables.
  FOREACH t IN ARRAY ARRAY['tenants', 'users', 'memberships', 'credentials', 'sessions', 'account_links']
  LOOP
    EXECUTE format('CREATE POLICY %I ON %I FOR SELECT TO %I USING (true)', t || '_lookup', t, current_user);
  END LOOP;
END $$;

CREATE FUNCTION find_session(wanted bytea)
RETURNS TABLE (tenant_id uuid, id uuid, user_id uuid, last_used_at timestamptz, expires_at timestamptz, revoked_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
$$ SELECT s.tenant_id, s.id, s.user_id, s.last_used_at, s.expires_at, s.revoked_at FROM sessions s WHERE s.hash = wanted $$;

CREATE FUNCTION find_accounts(wanted text)
RETURNS TABLE (tenant_id uuid, tenant_name text, user_id uuid, password text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
$$ SELECT u.tenant_id, t.name, u.id, c.password
   FROM users u
   JOIN tenants t ON t.tenant_id = u.tenant_id
   JOIN memberships m ON m.tenant_id = u.tenant_id AND m.user_id = u.id
   LEFT JOIN credentials c ON c.tenant_id = u.tenant_id AND c.user_id = u.id
   WHERE lower(u.email) = lower(wanted)
   ORDER BY t.created_at, u.tenant_id LIMIT 20 $$;

CREATE FUNCTION find_link(wanted bytea)
RETURNS TABLE (tenant_id uuid, id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
$$ SELECT l.tenant_id, l.id FROM account_links l WHERE l.hash = wanted $$;

CREATE FUNCTION any_tenant() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
$$ SELECT EXISTS (SELECT FROM tenants) $$;

DO $$
DECLARE f text;
BEGIN
  FOREACH f IN ARRAY ARRAY['find_session(bytea)', 'find_accounts(text)', 'find_link(bytea)', 'any_tenant()']
  LOOP
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f);
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO sprintforge_app', f);
  END LOOP;
END $$;
