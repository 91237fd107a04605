-- The name that an owner invites somebody under: it decides which tasks are a contributor's own.
ALTER TABLE account_links ADD COLUMN name text;
