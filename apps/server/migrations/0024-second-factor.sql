-- A second factor besides the password: codes by time (TOTP), and codes for when the device is lost.

ALTER TABLE tenants ADD COLUMN second_factor text NOT NULL DEFAULT 'optional'
  CHECK (second_factor IN ('off', 'optional', 'required'));

-- what the session lacks until it is one: a code, or first of all a second factor; null: nothing
ALTER TABLE sessions ADD COLUMN lacks text CHECK (lacks IN ('code', 'enrolment'));

CREATE TABLE second_factors (
  tenant_id uuid NOT NULL,
  user_id uuid NOT NULL,
  -- the shared secret, sealed under the server's key
  secret bytea NOT NULL,
  created_at timestamptz NOT NULL,
  -- null: the person has not shown yet that their device knows it
  confirmed_at timestamptz,
  -- the interval of the last code that was taken: neither it nor an earlier one is taken again
  last_step bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (tenant_id, user_id),
  FOREIGN KEY (tenant_id, user_id) REFERENCES users (tenant_id, id)
);

CREATE TABLE recovery_codes (
  tenant_id uuid NOT NULL,
  user_id uuid NOT NULL,
  hash bytea NOT NULL CHECK (length(hash) = 32),
  used_at timestamptz,
  PRIMARY KEY (tenant_id, user_id, hash),
  FOREIGN KEY (tenant_id, user_id) REFERENCES second_factors (tenant_id, user_id) ON DELETE CASCADE
);

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['second_factors', 'recovery_codes']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY %I ON %I FOR ALL TO sprintforge_app USING (tenant_id = app_tenant()) WITH CHECK (tenant_id = app_tenant())', t || '_tenant', t);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO sprintforge_app', t);
  END LOOP;
END $$;

DROP FUNCTION find_session(bytea);
CREATE FUNCTION find_session(wanted bytea)
RETURNS TABLE (tenant_id uuid, id uuid, user_id uuid, last_used_at timestamptz, expires_at timestamptz, revoked_at timestamptz, lacks text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
$$ SELECT s.tenant_id, s.id, s.user_id, s.last_used_at, s.expires_at, s.revoked_at, s.lacks FROM sessions s WHERE s.hash = wanted $$;
REVOKE ALL ON FUNCTION find_session(bytea) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION find_session(bytea) TO sprintforge_app;
