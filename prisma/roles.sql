-- The roles of a Refrain database, made once a cluster, before the migrations. None of them can sign in: a
-- connection becomes one of them with `options=-c role=…` (ground: one address, several roles).
DO $$
DECLARE
  role_name text;
BEGIN
  FOREACH role_name IN ARRAY ARRAY['refrain_app', 'refrain_dispatch', 'refrain_support', 'refrain_auth', 'refrain_halt'] LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role_name) THEN
      BEGIN
        EXECUTE format('CREATE ROLE %I NOLOGIN NOSUPERUSER NOBYPASSRLS', role_name);
      EXCEPTION WHEN duplicate_object OR unique_violation THEN
        NULL; -- another database of the cluster was faster
      END;
    END IF;
    -- Who made a role is its member from 16 on, but may only grant it, not become it.
    IF NOT pg_has_role(current_user, role_name,
        CASE WHEN current_setting('server_version_num')::int >= 160000 THEN 'SET' ELSE 'MEMBER' END) THEN
      -- The owner may become the role, yet has none of its policies by itself.
      IF current_setting('server_version_num')::int >= 160000 THEN
        EXECUTE format('GRANT %I TO %I WITH INHERIT FALSE, SET TRUE', role_name, current_user);
      ELSE
        EXECUTE format('GRANT %I TO %I', role_name, current_user);
      END IF;
    END IF;
  END LOOP;
END $$;
