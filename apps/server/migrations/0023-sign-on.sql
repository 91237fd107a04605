-- Identity providers in use: some come from the configuration, sessions know the one that they began at.

ALTER TABLE identity_providers ALTER COLUMN created_by DROP NOT NULL;
-- from the operator's configuration: nobody changes it here
ALTER TABLE identity_providers ADD COLUMN configured boolean NOT NULL DEFAULT false;
CREATE UNIQUE INDEX identity_providers_by_name ON identity_providers (tenant_id, name);

ALTER TABLE sessions ADD COLUMN provider_id uuid;
-- what the provider wants to hear when the session ends, sealed under the server's key
ALTER TABLE sessions ADD COLUMN sign_out bytea;
ALTER TABLE sessions ADD FOREIGN KEY (tenant_id, provider_id) REFERENCES identity_providers (tenant_id, id)
  ON DELETE SET NULL (provider_id);

-- the answer's words for the session, sealed, until the browser that asked has come for it
ALTER TABLE sign_on_attempts ADD COLUMN sign_out bytea;

-- who a person is at a provider, when the provider ends their sessions
CREATE INDEX sessions_by_provider ON sessions (tenant_id, provider_id) WHERE provider_id IS NOT NULL;
CREATE INDEX external_identities_by_user ON external_identities (tenant_id, user_id);

CREATE FUNCTION any_provider() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
$$ SELECT EXISTS (SELECT FROM identity_providers WHERE enabled) $$;
REVOKE ALL ON FUNCTION any_provider() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION any_provider() TO sprintforge_app;
