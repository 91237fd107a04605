-- Passkeys (WebAuthn): a second factor, and a way in without a password where the organisation allows it.

ALTER TABLE tenants ADD COLUMN passwordless boolean NOT NULL DEFAULT false;

CREATE TABLE passkeys (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  user_id uuid NOT NULL,
  -- by which the person knows it
  name text NOT NULL,
  -- what the authenticator calls it
  credential bytea NOT NULL,
  public_key bytea NOT NULL,
  -- the authenticator's count of uses; 0 where it does not count
  counter bigint NOT NULL,
  transports jsonb NOT NULL,
  -- kept by more than one device
  backed_up boolean NOT NULL,
  created_at timestamptz NOT NULL,
  last_used_at timestamptz,
  -- when the last challenge that it answered was made, in milliseconds: neither that one nor an earlier one is answered again
  last_challenge bigint NOT NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, credential),
  FOREIGN KEY (tenant_id, user_id) REFERENCES users (tenant_id, id)
);
CREATE INDEX passkeys_by_credential ON passkeys (credential);
CREATE INDEX passkeys_by_user ON passkeys (tenant_id, user_id);

-- recovery codes stand for whatever second factor there is
ALTER TABLE recovery_codes DROP CONSTRAINT recovery_codes_tenant_id_user_id_fkey;
ALTER TABLE recovery_codes ADD FOREIGN KEY (tenant_id, user_id) REFERENCES users (tenant_id, id);

ALTER TABLE passkeys ENABLE ROW LEVEL SECURITY;
ALTER TABLE passkeys FORCE ROW LEVEL SECURITY;
CREATE POLICY passkeys_tenant ON passkeys FOR ALL TO sprintforge_app USING (tenant_id = app_tenant()) WITH CHECK (tenant_id = app_tenant());
GRANT SELECT, INSERT, UPDATE, DELETE ON passkeys TO sprintforge_app;
DO $$ BEGIN EXECUTE format('CREATE POLICY passkeys_lookup ON passkeys FOR SELECT TO %I USING (true)', current_user); END $$;

-- Whose passkey answers, before a tenant is known. A credential's name is no secret: another organisation may hold the same one.
CREATE FUNCTION find_passkey(wanted bytea, holder uuid) RETURNS TABLE (tenant_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
$$ SELECT p.tenant_id FROM passkeys p WHERE p.credential = wanted AND p.user_id = holder $$;
CREATE FUNCTION any_passwordless() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
$$ SELECT EXISTS (SELECT FROM tenants WHERE passwordless) $$;
REVOKE ALL ON FUNCTION find_passkey(bytea, uuid), any_passwordless() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION find_passkey(bytea, uuid), any_passwordless() TO sprintforge_app;
