-- Tokens for one project, sync tokens, and signing in by an identity provider (OpenID Connect, SAML 2.0).

ALTER TABLE tokens ADD COLUMN kind text NOT NULL DEFAULT 'personal' CHECK (kind IN ('personal', 'project', 'feed'));
ALTER TABLE tokens ADD COLUMN project_id uuid;
ALTER TABLE tokens ADD CHECK ((kind = 'personal') = (project_id IS NULL));
ALTER TABLE tokens ADD CHECK (kind <> 'feed' OR scope = 'read');
ALTER TABLE tokens ADD FOREIGN KEY (tenant_id, project_id) REFERENCES projects (tenant_id, id);

DROP FUNCTION find_token(bytea);
CREATE FUNCTION find_token(wanted bytea)
RETURNS TABLE (tenant_id uuid, id uuid, user_id uuid, scope text, kind text, project_id uuid, expires_at timestamptz, revoked_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
$$ SELECT t.tenant_id, t.id, t.user_id, t.scope, t.kind, t.project_id, t.expires_at, t.revoked_at FROM tokens t WHERE t.hash = wanted $$;

-- The keys that sign sync tokens, by name; the keys themselves are derived from the server's secret.
CREATE TABLE sync_keys (
  tenant_id uuid NOT NULL REFERENCES tenants,
  kid uuid NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, kid)
);

CREATE TABLE revoked_sync_tokens (
  tenant_id uuid NOT NULL REFERENCES tenants,
  jti uuid NOT NULL,
  revoked_at timestamptz NOT NULL,
  -- then the row may go
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, jti)
);

CREATE TABLE identity_providers (
  tenant_id uuid NOT NULL REFERENCES tenants,
  id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('oidc', 'saml')),
  name text NOT NULL,
  enabled boolean NOT NULL,
  -- what the protocol needs and everybody may know
  settings jsonb NOT NULL,
  -- the client secret, sealed under the server's key
  sealed bytea,
  -- addresses of these domains are sent here
  domains jsonb NOT NULL,
  -- which claim names roles, what each of its values is here, and what everybody else is (null: not let in)
  role_claim text,
  roles jsonb NOT NULL,
  default_role text CHECK (default_role IN ('owner', 'editor', 'contributor', 'viewer')),
  created_by uuid NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, created_by) REFERENCES users (tenant_id, id)
);

-- Who somebody is at a provider.
CREATE TABLE external_identities (
  tenant_id uuid NOT NULL,
  provider_id uuid NOT NULL,
  subject text NOT NULL,
  user_id uuid NOT NULL,
  created_at timestamptz NOT NULL,
  last_used_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, provider_id, subject),
  FOREIGN KEY (tenant_id, provider_id) REFERENCES identity_providers (tenant_id, id) ON DELETE CASCADE,
  FOREIGN KEY (tenant_id, user_id) REFERENCES users (tenant_id, id)
);

-- A sign-in that has been sent to a provider. Each answer is taken once, and finished by the browser that began it.
CREATE TABLE sign_on_attempts (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  provider_id uuid NOT NULL,
  -- SHA-256 of what the browser keeps
  browser bytea NOT NULL CHECK (length(browser) = 32),
  -- what the answer must fit to
  expected jsonb NOT NULL,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  answered_at timestamptz,
  user_id uuid,
  finished_at timestamptz,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, provider_id) REFERENCES identity_providers (tenant_id, id) ON DELETE CASCADE,
  FOREIGN KEY (tenant_id, user_id) REFERENCES users (tenant_id, id)
);

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['sync_keys', 'revoked_sync_tokens', 'identity_providers', 'external_identities', 'sign_on_attempts']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY %I ON %I FOR ALL TO sprintforge_app USING (tenant_id = app_tenant()) WITH CHECK (tenant_id = app_tenant())', t || '_tenant', t);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO sprintforge_app', t);
  END LOOP;
  EXECUTE format('CREATE POLICY identity_providers_lookup ON identity_providers FOR SELECT TO %I USING (true)', current_user);
END $$;

CREATE FUNCTION find_provider(wanted uuid) RETURNS TABLE (tenant_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
$$ SELECT p.tenant_id FROM identity_providers p WHERE p.id = wanted AND p.enabled $$;

CREATE FUNCTION find_providers(domain text) RETURNS TABLE (tenant_id uuid, tenant_name text, id uuid, name text, kind text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
$$ SELECT p.tenant_id, t.name, p.id, p.name, p.kind FROM identity_providers p JOIN tenants t ON t.tenant_id = p.tenant_id
   WHERE p.enabled AND p.domains ? lower(domain) ORDER BY t.name, p.name LIMIT 20 $$;

DO $$
DECLARE f text;
BEGIN
  FOREACH f IN ARRAY ARRAY['find_token(bytea)', 'find_provider(uuid)', 'find_providers(text)']
  LOOP
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f);
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO sprintforge_app', f);
  END LOOP;
END $$;
