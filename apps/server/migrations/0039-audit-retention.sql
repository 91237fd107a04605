-- The audit log may be given up from its beginning on, if the operator says after how many days. What is left goes on from an anchor:
-- number and hash of the last entry that is gone. Nobody but this function removes an entry, and it removes none but the oldest.
CREATE TABLE audit_anchors (
  tenant_id uuid NOT NULL PRIMARY KEY,
  seq bigint NOT NULL CHECK (seq >= 1),
  hash text NOT NULL,
  removed_at timestamptz NOT NULL
);

DO $$
DECLARE t text;
BEGIN
  ALTER TABLE audit_anchors ENABLE ROW LEVEL SECURITY;
  ALTER TABLE audit_anchors FORCE ROW LEVEL SECURITY;
  CREATE POLICY audit_anchors_tenant ON audit_anchors FOR ALL TO sprintforge_app USING (tenant_id = app_tenant()) WITH CHECK (tenant_id = app_tenant());
  -- a restore writes it; where entries before it are still there, the chain does not verify
  GRANT SELECT, INSERT ON audit_anchors TO sprintforge_app;
  -- whose function it is, whatever other rights it has
  EXECUTE format('CREATE POLICY audit_anchors_owner ON audit_anchors FOR ALL TO %I USING (tenant_id = app_tenant()) WITH CHECK (tenant_id = app_tenant())', current_user);
  FOREACH t IN ARRAY ARRAY['sync_audit', 'security_audit', 'audit_pieces']
  LOOP
    EXECUTE format('CREATE POLICY %I ON %I FOR SELECT TO %I USING (tenant_id = app_tenant())', t || '_shortened', t, current_user);
    EXECUTE format('CREATE POLICY %I ON %I FOR DELETE TO %I USING (tenant_id = app_tenant())', t || '_shortens', t, current_user);
  END LOOP;
END $$;

-- Of the tenant in force: the entries from the oldest on that are older than `before`, up to the first that is not, at most so many and none
-- behind `last`. Whatever is asked for, those of the last 30 days stay. Gives the new anchor; no row: nothing is that old.
CREATE FUNCTION shorten_audit(before timestamptz, last bigint, at_once integer)
RETURNS TABLE (seq bigint, hash text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE
  tenant uuid := app_tenant();
  younger timestamptz := least(before, now() - interval '30 days');
  begun bigint := coalesce((SELECT a.seq FROM audit_anchors a WHERE a.tenant_id = tenant), 0);
  cut bigint;
  kept text;
BEGIN
  SELECT min(e.seq) - 1 INTO cut FROM (
    (SELECT s.seq FROM sync_audit s WHERE s.tenant_id = tenant AND s.timestamp >= younger ORDER BY s.seq LIMIT 1)
    UNION ALL
    (SELECT s.seq FROM security_audit s WHERE s.tenant_id = tenant AND s.timestamp >= younger ORDER BY s.seq LIMIT 1)
    UNION ALL
    -- the end of the chain stays: it is what the next entry goes on from
    (SELECT max(s.seq) FROM (SELECT max(seq) AS seq FROM sync_audit WHERE tenant_id = tenant
       UNION ALL SELECT max(seq) FROM security_audit WHERE tenant_id = tenant) s)
  ) e;
  cut := least(cut, last, begun + at_once);
  IF cut IS NULL OR cut <= begun THEN RETURN; END IF;
  SELECT e.hash INTO STRICT kept FROM (
    SELECT s.hash FROM sync_audit s WHERE s.tenant_id = tenant AND s.seq = cut
    UNION ALL SELECT s.hash FROM security_audit s WHERE s.tenant_id = tenant AND s.seq = cut) e;
  DELETE FROM audit_pieces p WHERE p.tenant_id = tenant AND p.seq <= cut;
  DELETE FROM sync_audit s WHERE s.tenant_id = tenant AND s.seq <= cut;
  DELETE FROM security_audit s WHERE s.tenant_id = tenant AND s.seq <= cut;
  INSERT INTO audit_anchors AS a (tenant_id, seq, hash, removed_at) VALUES (tenant, cut, kept, now())
    ON CONFLICT (tenant_id) DO UPDATE SET seq = excluded.seq, hash = excluded.hash, removed_at = excluded.removed_at;
  RETURN QUERY SELECT cut, kept;
END $$;
REVOKE ALL ON FUNCTION shorten_audit(timestamptz, bigint, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION shorten_audit(timestamptz, bigint, integer) TO sprintforge_app;
