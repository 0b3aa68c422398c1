-- The owner of a newsletter is told of an issue that waits for a person, and of a part of it that a lost relay holds (D-43).
ALTER TABLE notification ADD COLUMN issue_id uuid;
