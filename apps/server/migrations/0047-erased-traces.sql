-- When somebody is erased, what names them in the texts of these goes too.
GRANT UPDATE (message) ON revisions TO sprintforge_app;
GRANT UPDATE (cells_blob, header) ON shared_columns TO sprintforge_app;

-- A copy's file names whoever worked on the plan; it can go while what the copy held, its base, stays.
ALTER TABLE copies DROP CONSTRAINT copies_check;
ALTER TABLE copies ADD CONSTRAINT copies_files CHECK (workbook_blob IS NULL OR shadow_blob IS NOT NULL);
