-- What somebody wrote from a shared mailbox that is not hers any more waits (D-25): support sees why.
CREATE POLICY support ON mailbox_user FOR SELECT TO refrain_support USING (true);
GRANT SELECT (subscription_id, mailbox_id, user_id) ON mailbox_user TO refrain_support;

-- Domains of addresses that were proven beside a sender's own are followed too (E-17, Z-09).
INSERT INTO sending_domain (subscription_id, domain, since, started_at, next_look_at)
    SELECT DISTINCT other.subscription_id, split_part(lower(other.address), '@', 2), domain_now(), domain_now(), domain_now()
    FROM from_address AS other
    JOIN sender ON (sender.subscription_id, sender.id) = (other.subscription_id, other.sender_id)
    LEFT JOIN mailbox ON (mailbox.subscription_id, mailbox.id) = (sender.subscription_id, sender.mailbox_id)
    WHERE other.proven_at IS NOT NULL AND sender.deleted_at IS NULL AND mailbox.deleted_at IS NULL
ON CONFLICT (subscription_id, domain) WHERE ended_at IS NULL DO NOTHING;
