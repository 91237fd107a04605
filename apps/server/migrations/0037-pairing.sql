-- A code that pairs the Excel add-in with a project: a link of one use that a person types.
ALTER TABLE account_links ADD COLUMN project_id uuid;
ALTER TABLE account_links ADD FOREIGN KEY (tenant_id, project_id) REFERENCES projects (tenant_id, id);
ALTER TABLE account_links DROP CONSTRAINT account_links_purpose_check;
ALTER TABLE account_links DROP CONSTRAINT account_links_check;
ALTER TABLE account_links ADD CONSTRAINT account_links_purpose_check CHECK (purpose IN ('reset', 'invitation', 'pairing'));
ALTER TABLE account_links ADD CONSTRAINT account_links_user CHECK ((purpose IN ('reset', 'pairing')) = (user_id IS NOT NULL));
ALTER TABLE account_links ADD CONSTRAINT account_links_project CHECK ((purpose = 'pairing') = (project_id IS NOT NULL));
