-- The first schema. Every table is led by its tenant and guarded by row-level security that fails closed:
-- without `app.tenant` the policies compare with NULL and no row is seen.

DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'sprintforge_app') THEN
    CREATE ROLE sprintforge_app NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE;
  END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; -- made by a migration of another database of this cluster
END $$;

DO $$
BEGIN
  IF NOT pg_has_role(current_user, 'sprintforge_app', 'MEMBER') THEN
    EXECUTE format('GRANT sprintforge_app TO %I', current_user);
  END IF;
END $$;

GRANT USAGE ON SCHEMA public TO sprintforge_app;

CREATE FUNCTION app_tenant() RETURNS uuid LANGUAGE sql STABLE AS
$$ SELECT nullif(current_setting('app.tenant', true), '')::uuid $$;

CREATE TABLE tenants (
  tenant_id uuid PRIMARY KEY,
  name text NOT NULL,
  created_at timestamptz NOT NULL
);

CREATE TABLE users (
  tenant_id uuid NOT NULL REFERENCES tenants,
  id uuid NOT NULL,
  name text NOT NULL,
  email text NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (id),
  UNIQUE (tenant_id, email)
);

CREATE TABLE memberships (
  tenant_id uuid NOT NULL,
  user_id uuid NOT NULL,
  role text NOT NULL CHECK (role IN ('owner', 'editor', 'viewer')),
  PRIMARY KEY (tenant_id, user_id),
  FOREIGN KEY (tenant_id, user_id) REFERENCES users (tenant_id, id)
);

CREATE TABLE tokens (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  user_id uuid NOT NULL,
  name text NOT NULL,
  hash bytea NOT NULL UNIQUE CHECK (length(hash) = 32),
  scope text NOT NULL CHECK (scope IN ('full', 'read')),
  created_at timestamptz NOT NULL,
  expires_at timestamptz,
  revoked_at timestamptz,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, user_id) REFERENCES users (tenant_id, id)
);

CREATE TABLE blobs (
  tenant_id uuid NOT NULL REFERENCES tenants,
  sha256 text NOT NULL,
  size bigint NOT NULL,
  kind text NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, sha256)
);

CREATE TABLE projects (
  tenant_id uuid NOT NULL REFERENCES tenants,
  id uuid NOT NULL,
  name text NOT NULL,
  head integer NOT NULL CHECK (head >= 1),
  hash text NOT NULL,
  snapshot_blob text NOT NULL,
  epoch integer NOT NULL DEFAULT 1,
  strategy text NOT NULL DEFAULT 'server' CHECK (strategy IN ('server', 'client', 'merge', 'manual')),
  settings jsonb NOT NULL,
  task_count integer NOT NULL,
  layout_copy uuid,
  created_by uuid NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  deleted_at timestamptz,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (id),
  FOREIGN KEY (tenant_id, created_by) REFERENCES users (tenant_id, id)
);

CREATE TABLE revisions (
  tenant_id uuid NOT NULL,
  project_id uuid NOT NULL,
  number integer NOT NULL CHECK (number >= 1),
  parent integer,
  author_id uuid NOT NULL,
  created_at timestamptz NOT NULL,
  source text NOT NULL,
  message text NOT NULL,
  hash text NOT NULL,
  snapshot_blob text NOT NULL,
  changes jsonb NOT NULL,
  changes_count integer NOT NULL,
  workbook_blob text,
  PRIMARY KEY (tenant_id, project_id, number),
  FOREIGN KEY (tenant_id, project_id) REFERENCES projects (tenant_id, id),
  FOREIGN KEY (tenant_id, author_id) REFERENCES users (tenant_id, id)
);

CREATE TABLE tasks (
  tenant_id uuid NOT NULL,
  project_id uuid NOT NULL,
  id text NOT NULL,
  parent text,
  rank text NOT NULL,
  -- the ranks and ids from the root down, so that the plan's own order is the order of this column
  path text COLLATE "C" NOT NULL,
  level integer NOT NULL,
  fields jsonb NOT NULL,
  predecessors text NOT NULL,
  revision integer NOT NULL,
  changed_by uuid NOT NULL,
  changed_at timestamptz NOT NULL,
  deleted boolean NOT NULL DEFAULT false,
  PRIMARY KEY (tenant_id, project_id, id),
  FOREIGN KEY (tenant_id, project_id) REFERENCES projects (tenant_id, id)
);
CREATE INDEX tasks_by_revision ON tasks (tenant_id, project_id, revision, id);

CREATE TABLE dependencies (
  tenant_id uuid NOT NULL,
  project_id uuid NOT NULL,
  predecessor text NOT NULL,
  successor text NOT NULL,
  type text NOT NULL CHECK (type IN ('FS', 'SS', 'FF', 'SF')),
  lag double precision NOT NULL,
  PRIMARY KEY (tenant_id, project_id, predecessor, successor, type),
  FOREIGN KEY (tenant_id, project_id) REFERENCES projects (tenant_id, id)
);

CREATE TABLE resources (
  tenant_id uuid NOT NULL,
  project_id uuid NOT NULL,
  id text NOT NULL,
  fields jsonb NOT NULL,
  PRIMARY KEY (tenant_id, project_id, id),
  FOREIGN KEY (tenant_id, project_id) REFERENCES projects (tenant_id, id)
);

CREATE TABLE copies (
  tenant_id uuid NOT NULL,
  project_id uuid NOT NULL,
  copy_id uuid NOT NULL,
  user_id uuid NOT NULL,
  revision integer NOT NULL,
  -- 'layout': the project's own; 'upload': the answer to an upload; 'download': a fresh one
  origin text NOT NULL CHECK (origin IN ('layout', 'upload', 'download')),
  shadow_blob text NOT NULL,
  workbook_blob text NOT NULL,
  issued_at timestamptz NOT NULL,
  last_synced_at timestamptz,
  revoked_at timestamptz,
  PRIMARY KEY (tenant_id, project_id, copy_id),
  FOREIGN KEY (tenant_id, project_id) REFERENCES projects (tenant_id, id),
  FOREIGN KEY (tenant_id, user_id) REFERENCES users (tenant_id, id)
);
CREATE INDEX copies_by_user ON copies (tenant_id, project_id, user_id, issued_at DESC);

CREATE TABLE uploads (
  tenant_id uuid NOT NULL,
  project_id uuid NOT NULL,
  id uuid NOT NULL,
  user_id uuid NOT NULL,
  copy_id text NOT NULL,
  sha256 text NOT NULL,
  strategy text NOT NULL,
  choices_hash text NOT NULL,
  -- json, not jsonb: a replay is the same text
  result json NOT NULL,
  applied_keys jsonb NOT NULL,
  revision integer,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, project_id, id),
  -- exactly once (rule A2)
  UNIQUE (tenant_id, project_id, user_id, copy_id, sha256, strategy, choices_hash),
  FOREIGN KEY (tenant_id, project_id) REFERENCES projects (tenant_id, id)
);
CREATE INDEX uploads_by_bytes ON uploads (tenant_id, project_id, user_id, sha256);

CREATE TABLE upload_keys (
  tenant_id uuid NOT NULL,
  project_id uuid NOT NULL,
  user_id uuid NOT NULL,
  key text NOT NULL,
  sha256 text NOT NULL,
  upload_id uuid NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, user_id, key),
  FOREIGN KEY (tenant_id, project_id, upload_id) REFERENCES uploads (tenant_id, project_id, id)
);

CREATE TABLE conflicts (
  tenant_id uuid NOT NULL,
  project_id uuid NOT NULL,
  id uuid NOT NULL,
  upload_id uuid,
  subject jsonb NOT NULL,
  subject_key text NOT NULL,
  task_name text,
  reason text NOT NULL,
  base jsonb,
  ours jsonb,
  theirs jsonb,
  standing text NOT NULL CHECK (standing IN ('ours', 'theirs')),
  status text NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'resolved')),
  resolution text,
  value jsonb,
  revision integer NOT NULL,
  created_by uuid NOT NULL,
  created_at timestamptz NOT NULL,
  resolved_by uuid,
  resolved_at timestamptz,
  PRIMARY KEY (tenant_id, project_id, id),
  FOREIGN KEY (tenant_id, project_id) REFERENCES projects (tenant_id, id)
);
CREATE INDEX conflicts_open ON conflicts (tenant_id, project_id, created_at) WHERE status = 'open';

CREATE TABLE sync_audit (
  tenant_id uuid NOT NULL,
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  project_id uuid NOT NULL REFERENCES projects (id),
  excel_version int NOT NULL,
  server_version int NOT NULL,
  sync_type varchar(20) NOT NULL,
  changes jsonb,
  conflicts jsonb,
  resolution varchar(20),
  user_id uuid NOT NULL REFERENCES users (id),
  timestamp timestamptz DEFAULT CURRENT_TIMESTAMP,
  ip_address inet,
  user_agent text,
  seq bigint NOT NULL,
  hash text NOT NULL,
  UNIQUE (tenant_id, seq),
  FOREIGN KEY (tenant_id, project_id) REFERENCES projects (tenant_id, id),
  FOREIGN KEY (tenant_id, user_id) REFERENCES users (tenant_id, id)
);
CREATE INDEX idx_sync_audit_project_time ON sync_audit (project_id, timestamp DESC);
CREATE INDEX idx_sync_audit_user ON sync_audit (user_id, timestamp DESC);

-- The end of each tenant's audit chain; its row lock makes the sequence gapless.
CREATE TABLE audit_heads (
  tenant_id uuid PRIMARY KEY REFERENCES tenants,
  seq bigint NOT NULL,
  hash text NOT NULL
);

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['tenants', 'users', 'memberships', 'tokens', 'blobs', 'projects', 'revisions', 'tasks',
    'dependencies', 'resources', 'copies', 'uploads', 'upload_keys', 'conflicts', 'sync_audit', 'audit_heads']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY %I ON %I FOR ALL TO sprintforge_app USING (tenant_id = app_tenant()) WITH CHECK (tenant_id = app_tenant())', t || '_tenant', t);
    EXECUTE format('GRANT SELECT, INSERT ON %I TO sprintforge_app', t);
  END LOOP;
  -- history is only ever appended to
  FOREACH t IN ARRAY ARRAY['tenants', 'users', 'memberships', 'tokens', 'projects', 'tasks', 'dependencies', 'resources', 'copies',
    'conflicts', 'audit_heads']
  LOOP
    EXECUTE format('GRANT UPDATE ON %I TO sprintforge_app', t);
  END LOOP;
  FOREACH t IN ARRAY ARRAY['dependencies', 'resources', 'memberships']
  LOOP
    EXECUTE format('GRANT DELETE ON %I TO sprintforge_app', t);
  END LOOP;
END $$;

-- A token is looked up before its tenant is known: only the owner of the table may look across, and only through this.
DO $$
BEGIN
  EXECUTE format('CREATE POLICY tokens_lookup ON tokens FOR SELECT TO %I USING (true)', current_user);
END $$;

CREATE FUNCTION find_token(wanted bytea)
RETURNS TABLE (tenant_id uuid, id uuid, user_id uuid, scope text, expires_at timestamptz, revoked_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
$$ SELECT t.tenant_id, t.id, t.user_id, t.scope, t.expires_at, t.revoked_at FROM tokens t WHERE t.hash = wanted $$;
REVOKE ALL ON FUNCTION find_token(bytea) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION find_token(bytea) TO sprintforge_app;
