-- The ground: every table of the product, its rules and who sees what.

-- CreateEnum
CREATE TYPE "licence" AS ENUM ('responsable', 'utilisateur');

-- CreateEnum
CREATE TYPE "civility" AS ENUM ('madame', 'monsieur');

-- CreateEnum
CREATE TYPE "tag" AS ENUM ('suspect', 'prospect', 'client', 'off-target');

-- CreateEnum
CREATE TYPE "priority" AS ENUM ('high', 'normal', 'low');

-- CreateEnum
CREATE TYPE "engagement_state" AS ENUM ('scheduled', 'running', 'waiting', 'blocked', 'paused', 'closing', 'succeeded', 'failed', 'withdrawn');

-- CreateEnum
CREATE TYPE "mailbox_state" AS ENUM ('configuring', 'synchronised', 'lost', 'error');

-- CreateEnum
CREATE TYPE "send_state" AS ENUM ('ready', 'claimed', 'armed', 'accepted', 'uncertain', 'rejected', 'revoked');

-- CreateTable
CREATE TABLE "installation" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "singleton" BOOLEAN NOT NULL DEFAULT true,
    "public_url" TEXT NOT NULL,
    "sandbox" BOOLEAN NOT NULL,
    "clock_offset_ms" BIGINT NOT NULL DEFAULT 0,
    "sends_halted_at" TIMESTAMPTZ(3),
    "travel_from" TIMESTAMPTZ(3),
    "travel_to" TIMESTAMPTZ(3),
    "travel_halted_by" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT transaction_timestamp(),

    CONSTRAINT "installation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "installation_key" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "purpose" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "sealed" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT transaction_timestamp(),

    CONSTRAINT "installation_key_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "founding_link" (
    "token_hash" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT transaction_timestamp(),
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "founding_link_pkey" PRIMARY KEY ("token_hash")
);

-- CreateTable
CREATE TABLE "support_user" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "email" TEXT NOT NULL,
    "first_name" TEXT NOT NULL,
    "last_name" TEXT NOT NULL,

    CONSTRAINT "support_user_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reference_company" (
    "siren" TEXT NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "reference_company_pkey" PRIMARY KEY ("siren")
);

-- CreateTable
CREATE TABLE "reference_contact" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "siren" TEXT NOT NULL,
    "civility" "civility",
    "first_name" TEXT NOT NULL,
    "last_name" TEXT NOT NULL,
    "function" TEXT,
    "email" TEXT,
    "phone" TEXT,

    CONSTRAINT "reference_contact_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "subscription" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "name" TEXT NOT NULL,
    "siren" TEXT,
    "address" TEXT,
    "domain" TEXT,
    "phone" TEXT,
    "time_zone" TEXT NOT NULL DEFAULT 'Europe/Paris',
    "recent_engagement_days" INTEGER NOT NULL DEFAULT 30,
    "lateness_hours" INTEGER NOT NULL DEFAULT 48,
    "late_batch_size" INTEGER NOT NULL DEFAULT 20,
    "only_responsables_write_sequences" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT transaction_timestamp(),

    CONSTRAINT "subscription_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "closed_day" (
    "subscription_id" UUID NOT NULL,
    "day" DATE NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "closed_day_pkey" PRIMARY KEY ("subscription_id","day")
);

-- CreateTable
CREATE TABLE "user" (
    "subscription_id" UUID NOT NULL,
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "email" TEXT NOT NULL,
    "first_name" TEXT NOT NULL,
    "last_name" TEXT NOT NULL,
    "function" TEXT,
    "phone" TEXT,
    "licence" "licence" NOT NULL,
    "signature_html" TEXT NOT NULL DEFAULT '',
    "treated_after_hours" INTEGER,
    "deactivated_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT transaction_timestamp(),

    CONSTRAINT "user_pkey" PRIMARY KEY ("subscription_id","id")
);

-- CreateTable
CREATE TABLE "invitation" (
    "subscription_id" UUID NOT NULL,
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "email" TEXT NOT NULL,
    "first_name" TEXT NOT NULL,
    "last_name" TEXT NOT NULL,
    "licence" "licence" NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "invited_by_id" UUID NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "accepted_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT transaction_timestamp(),

    CONSTRAINT "invitation_pkey" PRIMARY KEY ("subscription_id","id")
);

-- CreateTable
CREATE TABLE "support_grant" (
    "subscription_id" UUID NOT NULL,
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "granted_by_id" UUID NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT transaction_timestamp(),

    CONSTRAINT "support_grant_pkey" PRIMARY KEY ("subscription_id","id")
);

-- CreateTable
CREATE TABLE "company" (
    "subscription_id" UUID NOT NULL,
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "name" TEXT NOT NULL,
    "siren" TEXT,
    "activity" TEXT,
    "naf_code" TEXT,
    "legal_form" TEXT,
    "headcount" TEXT,
    "address" TEXT,
    "postal_code" TEXT,
    "city" TEXT,
    "country" TEXT NOT NULL DEFAULT 'FR',
    "time_zone" TEXT,
    "phone" TEXT,
    "website" TEXT,
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT transaction_timestamp(),

    CONSTRAINT "company_pkey" PRIMARY KEY ("subscription_id","id")
);

-- CreateTable
CREATE TABLE "company_domain" (
    "subscription_id" UUID NOT NULL,
    "company_id" UUID NOT NULL,
    "domain" TEXT NOT NULL,

    CONSTRAINT "company_domain_pkey" PRIMARY KEY ("subscription_id","company_id","domain")
);

-- CreateTable
CREATE TABLE "company_address" (
    "subscription_id" UUID NOT NULL,
    "company_id" UUID NOT NULL,
    "address" TEXT NOT NULL,

    CONSTRAINT "company_address_pkey" PRIMARY KEY ("subscription_id","company_id","address")
);

-- CreateTable
CREATE TABLE "establishment" (
    "subscription_id" UUID NOT NULL,
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "company_id" UUID NOT NULL,
    "siret" TEXT,
    "head_office" BOOLEAN NOT NULL DEFAULT false,
    "name" TEXT NOT NULL,
    "address" TEXT,
    "postal_code" TEXT,
    "city" TEXT,
    "phone" TEXT,

    CONSTRAINT "establishment_pkey" PRIMARY KEY ("subscription_id","id")
);

-- CreateTable
CREATE TABLE "contact" (
    "subscription_id" UUID NOT NULL,
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "company_id" UUID NOT NULL,
    "reference_id" UUID,
    "civility" "civility",
    "first_name" TEXT,
    "last_name" TEXT,
    "function" TEXT,
    "phone" TEXT,
    "mobile" TEXT,
    "linkedin_url" TEXT,
    "time_zone" TEXT,
    "address_origin" TEXT,
    "left_company_at" TIMESTAMPTZ(3),
    "erased_at" TIMESTAMPTZ(3),
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT transaction_timestamp(),

    CONSTRAINT "contact_pkey" PRIMARY KEY ("subscription_id","id")
);

-- CreateTable
CREATE TABLE "contact_address" (
    "subscription_id" UUID NOT NULL,
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "contact_id" UUID NOT NULL,
    "address" TEXT NOT NULL,
    "is_primary" BOOLEAN NOT NULL DEFAULT false,
    "invalid_at" TIMESTAMPTZ(3),
    "invalid_status" TEXT,

    CONSTRAINT "contact_address_pkey" PRIMARY KEY ("subscription_id","id")
);

-- CreateTable
CREATE TABLE "routine" (
    "subscription_id" UUID NOT NULL,
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "title" TEXT NOT NULL,
    "description" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT transaction_timestamp(),

    CONSTRAINT "routine_pkey" PRIMARY KEY ("subscription_id","id")
);

-- CreateTable
CREATE TABLE "routine_user" (
    "subscription_id" UUID NOT NULL,
    "routine_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "is_default" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "routine_user_pkey" PRIMARY KEY ("subscription_id","routine_id","user_id")
);

-- CreateTable
CREATE TABLE "company_tag" (
    "subscription_id" UUID NOT NULL,
    "company_id" UUID NOT NULL,
    "routine_id" UUID NOT NULL,
    "tag" "tag",
    "is_former_customer" BOOLEAN NOT NULL DEFAULT false,
    "is_manual" BOOLEAN NOT NULL DEFAULT true,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "company_tag_pkey" PRIMARY KEY ("subscription_id","company_id","routine_id")
);

-- CreateTable
CREATE TABLE "relance" (
    "subscription_id" UUID NOT NULL,
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "company_id" UUID NOT NULL,
    "due_on" DATE NOT NULL,
    "priority" "priority" NOT NULL,
    "origin" TEXT NOT NULL,
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "relance_pkey" PRIMARY KEY ("subscription_id","id")
);

-- CreateTable
CREATE TABLE "relance_follower" (
    "subscription_id" UUID NOT NULL,
    "relance_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,

    CONSTRAINT "relance_follower_pkey" PRIMARY KEY ("subscription_id","relance_id","user_id")
);

-- CreateTable
CREATE TABLE "note" (
    "subscription_id" UUID NOT NULL,
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "company_id" UUID NOT NULL,
    "contact_id" UUID,
    "author_id" UUID,
    "text" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "edited_at" TIMESTAMPTZ(3),

    CONSTRAINT "note_pkey" PRIMARY KEY ("subscription_id","id")
);

-- CreateTable
CREATE TABLE "sequence" (
    "subscription_id" UUID NOT NULL,
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "title" TEXT NOT NULL,
    "type" TEXT NOT NULL DEFAULT 'prospection',
    "is_active" BOOLEAN NOT NULL DEFAULT false,
    "paused_at" TIMESTAMPTZ(3),
    "paused_by_id" UUID,
    "owner_id" UUID NOT NULL,
    "current_version" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT transaction_timestamp(),

    CONSTRAINT "sequence_pkey" PRIMARY KEY ("subscription_id","id")
);

-- CreateTable
CREATE TABLE "sequence_version" (
    "subscription_id" UUID NOT NULL,
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "sequence_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "routine_id" UUID,
    "window_days" INTEGER[],
    "window_from" INTEGER NOT NULL,
    "window_to" INTEGER NOT NULL,
    "time_zone" TEXT NOT NULL DEFAULT 'Europe/Paris',
    "closing_delay_amount" INTEGER NOT NULL DEFAULT 7,
    "closing_delay_unit" TEXT NOT NULL DEFAULT 'days',
    "colleague_reply_counts" BOOLEAN NOT NULL DEFAULT false,
    "objection_line" BOOLEAN NOT NULL DEFAULT true,
    "on_success" JSONB NOT NULL DEFAULT '[]',
    "on_failure" JSONB NOT NULL DEFAULT '[]',
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sequence_version_pkey" PRIMARY KEY ("subscription_id","id")
);

-- CreateTable
CREATE TABLE "sequence_step" (
    "subscription_id" UUID NOT NULL,
    "version_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "delay_amount" INTEGER NOT NULL,
    "delay_unit" TEXT NOT NULL,
    "working_days" BOOLEAN NOT NULL DEFAULT false,
    "subject" TEXT,
    "body_html" TEXT NOT NULL,

    CONSTRAINT "sequence_step_pkey" PRIMARY KEY ("subscription_id","version_id","position")
);

-- CreateTable
CREATE TABLE "engagement" (
    "subscription_id" UUID NOT NULL,
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "contact_id" UUID NOT NULL,
    "company_id" UUID NOT NULL,
    "sequence_id" UUID NOT NULL,
    "version_id" UUID NOT NULL,
    "mailbox_id" UUID NOT NULL,
    "responsible_user_id" UUID NOT NULL,
    "engaged_by_id" UUID NOT NULL,
    "engaged_how" TEXT NOT NULL DEFAULT 'manual',
    "routine_id" UUID,
    "on_success" JSONB NOT NULL DEFAULT '[]',
    "on_failure" JSONB NOT NULL DEFAULT '[]',
    "start_at" TIMESTAMPTZ(3) NOT NULL,
    "engaged_at" TIMESTAMPTZ(3) NOT NULL,
    "time_zone" TEXT NOT NULL,
    "position" INTEGER NOT NULL DEFAULT 1,
    "step_count" INTEGER NOT NULL,
    "occurrence" INTEGER NOT NULL DEFAULT 1,
    "state" "engagement_state" NOT NULL,
    "reason" TEXT NOT NULL,
    "reason_since" TIMESTAMPTZ(3) NOT NULL,
    "reason_until" TIMESTAMPTZ(3),
    "reason_details" JSONB NOT NULL DEFAULT '{}',
    "due_at" TIMESTAMPTZ(3),
    "planned_at" TIMESTAMPTZ(3),
    "next_look_at" TIMESTAMPTZ(3),
    "last_look_at" TIMESTAMPTZ(3),
    "last_sent_at" TIMESTAMPTZ(3),
    "last_accepted_send_id" UUID,
    "paused_at" TIMESTAMPTZ(3),
    "paused_by_id" UUID,
    "away_until" TIMESTAMPTZ(3),
    "away_since" TIMESTAMPTZ(3),
    "away_message_id" UUID,
    "away_asked_at" TIMESTAMPTZ(3),
    "early_message_id" UUID,
    "early_continued_at" TIMESTAMPTZ(3),
    "unreadable_message_id" UUID,
    "late_batch_id" UUID,
    "closing_ends_at" TIMESTAMPTZ(3),
    "success_at" TIMESTAMPTZ(3),
    "failure_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "ended_by_id" UUID,
    "ended_by_message_id" UUID,
    "life" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "engagement_pkey" PRIMARY KEY ("subscription_id","id")
);

-- CreateTable
CREATE TABLE "engagement_look" (
    "subscription_id" UUID NOT NULL,
    "engagement_id" UUID NOT NULL,
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "at" TIMESTAMPTZ(3) NOT NULL,
    "position" INTEGER NOT NULL,
    "gates" JSONB NOT NULL,
    "reason" TEXT NOT NULL,
    "until" TIMESTAMPTZ(3),

    CONSTRAINT "engagement_look_pkey" PRIMARY KEY ("subscription_id","id")
);

-- CreateTable
CREATE TABLE "late_batch" (
    "subscription_id" UUID NOT NULL,
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "decided_at" TIMESTAMPTZ(3),
    "decided_by_id" UUID,
    "decision" TEXT,

    CONSTRAINT "late_batch_pkey" PRIMARY KEY ("subscription_id","id")
);

-- CreateTable
CREATE TABLE "mailbox" (
    "subscription_id" UUID NOT NULL,
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "owner_id" UUID NOT NULL,
    "address" TEXT NOT NULL,
    "display_name" TEXT NOT NULL,
    "state" "mailbox_state" NOT NULL DEFAULT 'configuring',
    "error_code" TEXT,
    "imap_host" TEXT NOT NULL,
    "imap_port" INTEGER NOT NULL,
    "imap_security" TEXT NOT NULL,
    "smtp_host" TEXT NOT NULL,
    "smtp_port" INTEGER NOT NULL,
    "smtp_security" TEXT NOT NULL,
    "login_name" TEXT NOT NULL,
    "smtp_login_name" TEXT,
    "time_zone" TEXT NOT NULL DEFAULT 'Europe/Paris',
    "daily_cap" INTEGER NOT NULL DEFAULT 40,
    "ramp_start" INTEGER NOT NULL DEFAULT 10,
    "ramp_step" INTEGER NOT NULL DEFAULT 2,
    "ramp_since" DATE,
    "gap_min_seconds" INTEGER NOT NULL DEFAULT 60,
    "gap_max_seconds" INTEGER NOT NULL DEFAULT 180,
    "provider_daily_limit" INTEGER,
    "uncertain_policy" TEXT NOT NULL DEFAULT 'silence',
    "files_sent" TEXT NOT NULL DEFAULT 'auto',
    "reading_mode" TEXT NOT NULL DEFAULT 'tracked',
    "synchronised_at" TIMESTAMPTZ(3),
    "deleted_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT transaction_timestamp(),

    CONSTRAINT "mailbox_pkey" PRIMARY KEY ("subscription_id","id")
);

-- CreateTable
CREATE TABLE "mailbox_secret" (
    "subscription_id" UUID NOT NULL,
    "mailbox_id" UUID NOT NULL,
    "sealed" BYTEA NOT NULL,
    "smtp_sealed" BYTEA,
    "changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT transaction_timestamp(),

    CONSTRAINT "mailbox_secret_pkey" PRIMARY KEY ("subscription_id","mailbox_id")
);

-- CreateTable
CREATE TABLE "mailbox_watch" (
    "subscription_id" UUID NOT NULL,
    "mailbox_id" UUID NOT NULL,
    "fence" INTEGER NOT NULL DEFAULT 0,
    "epoch" INTEGER NOT NULL DEFAULT 1,
    "caught_up_epoch" INTEGER NOT NULL DEFAULT 0,
    "proven_at" TIMESTAMPTZ(3),
    "failures" INTEGER NOT NULL DEFAULT 0,
    "failure_code" TEXT,
    "lost_at" TIMESTAMPTZ(3),
    "unwatched_at" TIMESTAMPTZ(3),
    "changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT transaction_timestamp(),

    CONSTRAINT "mailbox_watch_pkey" PRIMARY KEY ("subscription_id","mailbox_id")
);

-- CreateTable
CREATE TABLE "mailbox_folder" (
    "subscription_id" UUID NOT NULL,
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "mailbox_id" UUID NOT NULL,
    "path" TEXT NOT NULL,
    "special_use" TEXT,
    "uid_validity" BIGINT,
    "last_uid" BIGINT NOT NULL DEFAULT 0,
    "read_at" TIMESTAMPTZ(3),

    CONSTRAINT "mailbox_folder_pkey" PRIMARY KEY ("subscription_id","id")
);

-- CreateTable
CREATE TABLE "mailbox_slot" (
    "subscription_id" UUID NOT NULL,
    "send_id" UUID NOT NULL,
    "mailbox_id" UUID NOT NULL,
    "engagement_id" UUID NOT NULL,
    "planned_at" TIMESTAMPTZ(3) NOT NULL,
    "is_first_contact" BOOLEAN NOT NULL,

    CONSTRAINT "mailbox_slot_pkey" PRIMARY KEY ("subscription_id","send_id")
);

-- CreateTable
CREATE TABLE "connection_test" (
    "subscription_id" UUID NOT NULL,
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "user_id" UUID NOT NULL,
    "mailbox_id" UUID,
    "address" TEXT NOT NULL,
    "settings" JSONB NOT NULL,
    "sealed" BYTEA NOT NULL,
    "smtp_sealed" BYTEA,
    "state" TEXT NOT NULL DEFAULT 'running',
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "connection_test_pkey" PRIMARY KEY ("subscription_id","id")
);

-- CreateTable
CREATE TABLE "connection_check" (
    "subscription_id" UUID NOT NULL,
    "test_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "check" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "milliseconds" INTEGER,
    "code" TEXT,
    "details" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "connection_check_pkey" PRIMARY KEY ("subscription_id","test_id","position")
);

-- CreateTable
CREATE TABLE "send" (
    "subscription_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "mailbox_id" UUID NOT NULL,
    "engagement_id" UUID,
    "position" INTEGER,
    "occurrence" INTEGER,
    "contact_id" UUID,
    "company_id" UUID,
    "author_id" UUID,
    "reply_to_message_id" UUID,
    "is_first_contact" BOOLEAN NOT NULL DEFAULT false,
    "state" "send_state" NOT NULL DEFAULT 'ready',
    "fence" INTEGER NOT NULL DEFAULT 0,
    "lease_until" TIMESTAMPTZ(3),
    "claimed_at" TIMESTAMPTZ(3),
    "armed_at" TIMESTAMPTZ(3),
    "sent_at" TIMESTAMPTZ(3),
    "settled_by" TEXT,
    "settled_at" TIMESTAMPTZ(3),
    "evidence" TEXT,
    "refusals" INTEGER NOT NULL DEFAULT 0,
    "not_before" TIMESTAMPTZ(3),
    "recipient" TEXT,
    "subject" TEXT,
    "message_id" TEXT,
    "server_message_id" TEXT,
    "status" TEXT,
    "filed_in_sent_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "send_pkey" PRIMARY KEY ("subscription_id","id")
);

-- CreateTable
CREATE TABLE "send_content" (
    "subscription_id" UUID NOT NULL,
    "send_id" UUID NOT NULL,
    "bytes" BYTEA NOT NULL,
    "sha256" BYTEA NOT NULL,
    "html" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "frozen_at" TIMESTAMPTZ(3) NOT NULL,
    "is_final" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "send_content_pkey" PRIMARY KEY ("subscription_id","send_id")
);

-- CreateTable
CREATE TABLE "send_attempt" (
    "subscription_id" UUID NOT NULL,
    "send_id" UUID NOT NULL,
    "fence" INTEGER NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "armed_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "outcome" TEXT,
    "code" TEXT,
    "status" TEXT,
    "milliseconds" INTEGER,

    CONSTRAINT "send_attempt_pkey" PRIMARY KEY ("subscription_id","send_id","fence")
);

-- CreateTable
CREATE TABLE "send_identity" (
    "subscription_id" UUID NOT NULL,
    "message_id_key" TEXT NOT NULL,
    "send_id" UUID NOT NULL,

    CONSTRAINT "send_identity_pkey" PRIMARY KEY ("subscription_id","message_id_key")
);

-- CreateTable
CREATE TABLE "message" (
    "subscription_id" UUID NOT NULL,
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "mailbox_id" UUID NOT NULL,
    "folder" TEXT NOT NULL,
    "uid_validity" BIGINT NOT NULL,
    "uid" BIGINT NOT NULL,
    "direction" TEXT NOT NULL,
    "message_id_key" TEXT,
    "in_reply_to" TEXT,
    "references" TEXT[],
    "from_address" TEXT,
    "from_name" TEXT,
    "to_addresses" TEXT[],
    "subject" TEXT,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "text" TEXT,
    "visible_text" TEXT,
    "html" TEXT,
    "size" INTEGER NOT NULL,
    "send_id" UUID,
    "engagement_id" UUID,
    "contact_id" UUID,
    "company_id" UUID,
    "verdict" TEXT NOT NULL,
    "evidence" JSONB NOT NULL DEFAULT '{}',
    "corrected_from" TEXT,
    "corrected_by_id" UUID,
    "corrected_at" TIMESTAMPTZ(3),
    "stored_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "message_pkey" PRIMARY KEY ("subscription_id","id")
);

-- CreateTable
CREATE TABLE "quarantine" (
    "subscription_id" UUID NOT NULL,
    "message_id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "bytes" BYTEA,

    CONSTRAINT "quarantine_pkey" PRIMARY KEY ("subscription_id","message_id")
);

-- CreateTable
CREATE TABLE "suppression" (
    "subscription_id" UUID NOT NULL,
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "address_hash" BYTEA NOT NULL,
    "sealed" BYTEA,
    "masked" TEXT NOT NULL,
    "cause" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "contact_id" UUID,
    "send_id" UUID,
    "created_by_id" UUID,

    CONSTRAINT "suppression_pkey" PRIMARY KEY ("subscription_id","id")
);

-- CreateTable
CREATE TABLE "event" (
    "subscription_id" UUID NOT NULL,
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "at" TIMESTAMPTZ(3) NOT NULL,
    "kind" TEXT NOT NULL,
    "company_id" UUID,
    "contact_id" UUID,
    "engagement_id" UUID,
    "mailbox_id" UUID,
    "send_id" UUID,
    "message_id" UUID,
    "relance_id" UUID,
    "note_id" UUID,
    "actor_id" UUID,
    "by_support" BOOLEAN NOT NULL DEFAULT false,
    "cause_id" UUID,
    "data" JSONB NOT NULL DEFAULT '{}',
    "previous" JSONB,
    "undone_at" TIMESTAMPTZ(3),
    "undone_by_id" UUID,

    CONSTRAINT "event_pkey" PRIMARY KEY ("subscription_id","id")
);

-- CreateTable
CREATE TABLE "notification" (
    "subscription_id" UUID NOT NULL,
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "user_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "target" TEXT NOT NULL,
    "company_id" UUID,
    "mailbox_id" UUID,
    "engagement_id" UUID,
    "event_id" UUID,
    "data" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "treated_due_at" TIMESTAMPTZ(3),
    "treated_at" TIMESTAMPTZ(3),
    "treated_by" TEXT,

    CONSTRAINT "notification_pkey" PRIMARY KEY ("subscription_id","id")
);

-- CreateTable
CREATE TABLE "command" (
    "subscription_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "user_id" UUID NOT NULL,
    "by_support" BOOLEAN NOT NULL DEFAULT false,
    "engagement_id" UUID,
    "input" JSONB NOT NULL DEFAULT '{}',
    "result" JSONB,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "command_pkey" PRIMARY KEY ("subscription_id","id")
);

-- CreateTable
CREATE TABLE "outbox" (
    "id" BIGSERIAL NOT NULL,
    "subscription_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "workflow" TEXT NOT NULL,
    "target_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
    "delivered_at" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_try_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),

    CONSTRAINT "outbox_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "installation_singleton_key" ON "installation"("singleton");

-- CreateIndex
CREATE UNIQUE INDEX "installation_key_purpose_number_key" ON "installation_key"("purpose", "number");

-- CreateIndex
CREATE UNIQUE INDEX "support_user_email_key" ON "support_user"("email");

-- CreateIndex
CREATE INDEX "reference_contact_siren_idx" ON "reference_contact"("siren");

-- CreateIndex
CREATE UNIQUE INDEX "user_email_key" ON "user"("email");

-- CreateIndex
CREATE UNIQUE INDEX "invitation_token_hash_key" ON "invitation"("token_hash");

-- CreateIndex
CREATE INDEX "company_subscription_id_name_id_idx" ON "company"("subscription_id", "name", "id");

-- CreateIndex
CREATE UNIQUE INDEX "company_subscription_id_siren_key" ON "company"("subscription_id", "siren");

-- CreateIndex
CREATE INDEX "company_domain_subscription_id_domain_idx" ON "company_domain"("subscription_id", "domain");

-- CreateIndex
CREATE INDEX "company_address_subscription_id_address_idx" ON "company_address"("subscription_id", "address");

-- CreateIndex
CREATE INDEX "establishment_subscription_id_company_id_idx" ON "establishment"("subscription_id", "company_id");

-- CreateIndex
CREATE INDEX "contact_subscription_id_company_id_idx" ON "contact"("subscription_id", "company_id");

-- CreateIndex
CREATE INDEX "contact_subscription_id_last_name_first_name_id_idx" ON "contact"("subscription_id", "last_name", "first_name", "id");

-- CreateIndex
CREATE INDEX "contact_address_subscription_id_address_idx" ON "contact_address"("subscription_id", "address");

-- CreateIndex
CREATE UNIQUE INDEX "contact_address_subscription_id_contact_id_address_key" ON "contact_address"("subscription_id", "contact_id", "address");

-- CreateIndex
CREATE INDEX "company_tag_subscription_id_routine_id_tag_idx" ON "company_tag"("subscription_id", "routine_id", "tag");

-- CreateIndex
CREATE INDEX "relance_subscription_id_due_on_id_idx" ON "relance"("subscription_id", "due_on", "id");

-- CreateIndex
CREATE UNIQUE INDEX "relance_subscription_id_company_id_key" ON "relance"("subscription_id", "company_id");

-- CreateIndex
CREATE INDEX "relance_follower_subscription_id_user_id_idx" ON "relance_follower"("subscription_id", "user_id");

-- CreateIndex
CREATE INDEX "note_subscription_id_company_id_at_idx" ON "note"("subscription_id", "company_id", "at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "sequence_version_subscription_id_sequence_id_number_key" ON "sequence_version"("subscription_id", "sequence_id", "number");

-- CreateIndex
CREATE INDEX "engagement_subscription_id_contact_id_idx" ON "engagement"("subscription_id", "contact_id");

-- CreateIndex
CREATE INDEX "engagement_subscription_id_company_id_idx" ON "engagement"("subscription_id", "company_id");

-- CreateIndex
CREATE INDEX "engagement_subscription_id_mailbox_id_state_idx" ON "engagement"("subscription_id", "mailbox_id", "state");

-- CreateIndex
CREATE INDEX "engagement_subscription_id_engaged_at_id_idx" ON "engagement"("subscription_id", "engaged_at" DESC, "id");

-- CreateIndex
CREATE INDEX "engagement_subscription_id_state_reason_idx" ON "engagement"("subscription_id", "state", "reason");

-- CreateIndex
CREATE INDEX "engagement_look_subscription_id_engagement_id_at_idx" ON "engagement_look"("subscription_id", "engagement_id", "at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "mailbox_folder_subscription_id_mailbox_id_path_key" ON "mailbox_folder"("subscription_id", "mailbox_id", "path");

-- CreateIndex
CREATE INDEX "mailbox_slot_subscription_id_mailbox_id_planned_at_idx" ON "mailbox_slot"("subscription_id", "mailbox_id", "planned_at");

-- CreateIndex
CREATE INDEX "send_subscription_id_mailbox_id_sent_at_idx" ON "send"("subscription_id", "mailbox_id", "sent_at");

-- CreateIndex
CREATE INDEX "send_subscription_id_contact_id_idx" ON "send"("subscription_id", "contact_id");

-- CreateIndex
CREATE UNIQUE INDEX "send_subscription_id_engagement_id_position_occurrence_key" ON "send"("subscription_id", "engagement_id", "position", "occurrence");

-- CreateIndex
CREATE INDEX "send_identity_subscription_id_send_id_idx" ON "send_identity"("subscription_id", "send_id");

-- CreateIndex
CREATE INDEX "message_subscription_id_company_id_received_at_idx" ON "message"("subscription_id", "company_id", "received_at" DESC);

-- CreateIndex
CREATE INDEX "message_subscription_id_contact_id_received_at_idx" ON "message"("subscription_id", "contact_id", "received_at" DESC);

-- CreateIndex
CREATE INDEX "message_subscription_id_engagement_id_idx" ON "message"("subscription_id", "engagement_id");

-- CreateIndex
CREATE INDEX "message_subscription_id_message_id_key_idx" ON "message"("subscription_id", "message_id_key");

-- CreateIndex
CREATE UNIQUE INDEX "message_subscription_id_mailbox_id_folder_uid_validity_uid_key" ON "message"("subscription_id", "mailbox_id", "folder", "uid_validity", "uid");

-- CreateIndex
CREATE INDEX "suppression_subscription_id_at_id_idx" ON "suppression"("subscription_id", "at" DESC, "id");

-- CreateIndex
CREATE UNIQUE INDEX "suppression_subscription_id_address_hash_key" ON "suppression"("subscription_id", "address_hash");

-- CreateIndex
CREATE INDEX "event_subscription_id_company_id_at_id_idx" ON "event"("subscription_id", "company_id", "at" DESC, "id");

-- CreateIndex
CREATE INDEX "event_subscription_id_engagement_id_at_id_idx" ON "event"("subscription_id", "engagement_id", "at" DESC, "id");

-- CreateIndex
CREATE INDEX "event_subscription_id_cause_id_idx" ON "event"("subscription_id", "cause_id");

-- CreateIndex
CREATE INDEX "notification_subscription_id_user_id_created_at_id_idx" ON "notification"("subscription_id", "user_id", "created_at" DESC, "id");

-- AddForeignKey
ALTER TABLE "reference_contact" ADD CONSTRAINT "reference_contact_siren_fkey" FOREIGN KEY ("siren") REFERENCES "reference_company"("siren") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "closed_day" ADD CONSTRAINT "closed_day_subscription_id_fkey" FOREIGN KEY ("subscription_id") REFERENCES "subscription"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "user" ADD CONSTRAINT "user_subscription_id_fkey" FOREIGN KEY ("subscription_id") REFERENCES "subscription"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "company_domain" ADD CONSTRAINT "company_domain_subscription_id_company_id_fkey" FOREIGN KEY ("subscription_id", "company_id") REFERENCES "company"("subscription_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "company_address" ADD CONSTRAINT "company_address_subscription_id_company_id_fkey" FOREIGN KEY ("subscription_id", "company_id") REFERENCES "company"("subscription_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "establishment" ADD CONSTRAINT "establishment_subscription_id_company_id_fkey" FOREIGN KEY ("subscription_id", "company_id") REFERENCES "company"("subscription_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contact" ADD CONSTRAINT "contact_subscription_id_company_id_fkey" FOREIGN KEY ("subscription_id", "company_id") REFERENCES "company"("subscription_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contact_address" ADD CONSTRAINT "contact_address_subscription_id_contact_id_fkey" FOREIGN KEY ("subscription_id", "contact_id") REFERENCES "contact"("subscription_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "routine_user" ADD CONSTRAINT "routine_user_subscription_id_routine_id_fkey" FOREIGN KEY ("subscription_id", "routine_id") REFERENCES "routine"("subscription_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "routine_user" ADD CONSTRAINT "routine_user_subscription_id_user_id_fkey" FOREIGN KEY ("subscription_id", "user_id") REFERENCES "user"("subscription_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "company_tag" ADD CONSTRAINT "company_tag_subscription_id_company_id_fkey" FOREIGN KEY ("subscription_id", "company_id") REFERENCES "company"("subscription_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "company_tag" ADD CONSTRAINT "company_tag_subscription_id_routine_id_fkey" FOREIGN KEY ("subscription_id", "routine_id") REFERENCES "routine"("subscription_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "relance" ADD CONSTRAINT "relance_subscription_id_company_id_fkey" FOREIGN KEY ("subscription_id", "company_id") REFERENCES "company"("subscription_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "relance_follower" ADD CONSTRAINT "relance_follower_subscription_id_relance_id_fkey" FOREIGN KEY ("subscription_id", "relance_id") REFERENCES "relance"("subscription_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "relance_follower" ADD CONSTRAINT "relance_follower_subscription_id_user_id_fkey" FOREIGN KEY ("subscription_id", "user_id") REFERENCES "user"("subscription_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "note" ADD CONSTRAINT "note_subscription_id_company_id_fkey" FOREIGN KEY ("subscription_id", "company_id") REFERENCES "company"("subscription_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sequence" ADD CONSTRAINT "sequence_subscription_id_owner_id_fkey" FOREIGN KEY ("subscription_id", "owner_id") REFERENCES "user"("subscription_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sequence_version" ADD CONSTRAINT "sequence_version_subscription_id_sequence_id_fkey" FOREIGN KEY ("subscription_id", "sequence_id") REFERENCES "sequence"("subscription_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sequence_step" ADD CONSTRAINT "sequence_step_subscription_id_version_id_fkey" FOREIGN KEY ("subscription_id", "version_id") REFERENCES "sequence_version"("subscription_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "engagement" ADD CONSTRAINT "engagement_subscription_id_contact_id_fkey" FOREIGN KEY ("subscription_id", "contact_id") REFERENCES "contact"("subscription_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "engagement" ADD CONSTRAINT "engagement_subscription_id_company_id_fkey" FOREIGN KEY ("subscription_id", "company_id") REFERENCES "company"("subscription_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "engagement" ADD CONSTRAINT "engagement_subscription_id_sequence_id_fkey" FOREIGN KEY ("subscription_id", "sequence_id") REFERENCES "sequence"("subscription_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "engagement" ADD CONSTRAINT "engagement_subscription_id_responsible_user_id_fkey" FOREIGN KEY ("subscription_id", "responsible_user_id") REFERENCES "user"("subscription_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "engagement" ADD CONSTRAINT "engagement_subscription_id_version_id_fkey" FOREIGN KEY ("subscription_id", "version_id") REFERENCES "sequence_version"("subscription_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "engagement" ADD CONSTRAINT "engagement_subscription_id_mailbox_id_fkey" FOREIGN KEY ("subscription_id", "mailbox_id") REFERENCES "mailbox"("subscription_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "engagement_look" ADD CONSTRAINT "engagement_look_subscription_id_engagement_id_fkey" FOREIGN KEY ("subscription_id", "engagement_id") REFERENCES "engagement"("subscription_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "late_batch" ADD CONSTRAINT "late_batch_subscription_id_fkey" FOREIGN KEY ("subscription_id") REFERENCES "subscription"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mailbox" ADD CONSTRAINT "mailbox_subscription_id_owner_id_fkey" FOREIGN KEY ("subscription_id", "owner_id") REFERENCES "user"("subscription_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mailbox_secret" ADD CONSTRAINT "mailbox_secret_subscription_id_mailbox_id_fkey" FOREIGN KEY ("subscription_id", "mailbox_id") REFERENCES "mailbox"("subscription_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mailbox_watch" ADD CONSTRAINT "mailbox_watch_subscription_id_mailbox_id_fkey" FOREIGN KEY ("subscription_id", "mailbox_id") REFERENCES "mailbox"("subscription_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mailbox_folder" ADD CONSTRAINT "mailbox_folder_subscription_id_mailbox_id_fkey" FOREIGN KEY ("subscription_id", "mailbox_id") REFERENCES "mailbox"("subscription_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mailbox_slot" ADD CONSTRAINT "mailbox_slot_subscription_id_mailbox_id_fkey" FOREIGN KEY ("subscription_id", "mailbox_id") REFERENCES "mailbox"("subscription_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "connection_check" ADD CONSTRAINT "connection_check_subscription_id_test_id_fkey" FOREIGN KEY ("subscription_id", "test_id") REFERENCES "connection_test"("subscription_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "send" ADD CONSTRAINT "send_subscription_id_mailbox_id_fkey" FOREIGN KEY ("subscription_id", "mailbox_id") REFERENCES "mailbox"("subscription_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "send" ADD CONSTRAINT "send_subscription_id_engagement_id_fkey" FOREIGN KEY ("subscription_id", "engagement_id") REFERENCES "engagement"("subscription_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "send_content" ADD CONSTRAINT "send_content_subscription_id_send_id_fkey" FOREIGN KEY ("subscription_id", "send_id") REFERENCES "send"("subscription_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "send_attempt" ADD CONSTRAINT "send_attempt_subscription_id_send_id_fkey" FOREIGN KEY ("subscription_id", "send_id") REFERENCES "send"("subscription_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "message" ADD CONSTRAINT "message_subscription_id_mailbox_id_fkey" FOREIGN KEY ("subscription_id", "mailbox_id") REFERENCES "mailbox"("subscription_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "quarantine" ADD CONSTRAINT "quarantine_subscription_id_message_id_fkey" FOREIGN KEY ("subscription_id", "message_id") REFERENCES "message"("subscription_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "event" ADD CONSTRAINT "event_subscription_id_company_id_fkey" FOREIGN KEY ("subscription_id", "company_id") REFERENCES "company"("subscription_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notification" ADD CONSTRAINT "notification_subscription_id_user_id_fkey" FOREIGN KEY ("subscription_id", "user_id") REFERENCES "user"("subscription_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;


-- ── What Prisma cannot say ─────────────────────────────────────────────────────────────────────────

CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS unaccent;

/* Accents and case do not matter when people search. Immutable, so that it can be indexed. */
CREATE FUNCTION folded(value text) RETURNS text
  LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
  AS $$ SELECT lower(public.unaccent('public.unaccent'::regdictionary, value)) $$;

CREATE INDEX company_name_folded ON company USING gin (folded(name) gin_trgm_ops);
CREATE INDEX contact_name_folded ON contact
  USING gin (folded(coalesce(first_name, '') || ' ' || coalesce(last_name, '')) gin_trgm_ops);

-- At most one of a kind.
CREATE UNIQUE INDEX send_one_in_flight_a_mailbox ON send (subscription_id, mailbox_id)
  WHERE state IN ('claimed', 'armed');
CREATE UNIQUE INDEX engagement_one_live_a_contact_and_sequence
  ON engagement (subscription_id, contact_id, sequence_id) WHERE ended_at IS NULL;
CREATE UNIQUE INDEX contact_address_one_primary ON contact_address (subscription_id, contact_id) WHERE is_primary;
CREATE UNIQUE INDEX routine_user_one_default ON routine_user (subscription_id, user_id) WHERE is_default;
CREATE UNIQUE INDEX mailbox_one_live_an_address ON mailbox (subscription_id, address) WHERE deleted_at IS NULL;
CREATE UNIQUE INDEX late_batch_one_open ON late_batch (subscription_id) WHERE decided_at IS NULL;

-- What is due, what is open.
CREATE INDEX engagement_due ON engagement (next_look_at) WHERE ended_at IS NULL;
CREATE INDEX outbox_pending ON outbox (next_try_at, id) WHERE delivered_at IS NULL;
CREATE INDEX notification_open ON notification (subscription_id, user_id) WHERE treated_at IS NULL;
CREATE INDEX notification_due ON notification (treated_due_at) WHERE treated_at IS NULL;
CREATE INDEX send_unsettled ON send (subscription_id, mailbox_id) WHERE state = 'uncertain' AND settled_at IS NULL;
CREATE INDEX send_in_flight ON send (state, lease_until) WHERE state IN ('claimed', 'armed');
CREATE INDEX relance_follower_user ON relance_follower (subscription_id, user_id);

-- What may never be.
ALTER TABLE engagement
  ADD CONSTRAINT engagement_ended_has_outcome
    CHECK ((ended_at IS NOT NULL) = (state IN ('succeeded', 'failed', 'withdrawn'))),
  ADD CONSTRAINT engagement_position_in_sequence CHECK (position BETWEEN 1 AND step_count + 1),
  ADD CONSTRAINT engagement_one_verdict CHECK (success_at IS NULL OR failure_at IS NULL);
ALTER TABLE send
  ADD CONSTRAINT send_kind_known CHECK (kind IN ('step', 'personal', 'test')),
  ADD CONSTRAINT send_step_has_engagement
    CHECK ((kind = 'step') = (engagement_id IS NOT NULL AND position IS NOT NULL AND occurrence IS NOT NULL)),
  ADD CONSTRAINT send_claim_has_lease CHECK (state <> 'claimed' OR lease_until IS NOT NULL),
  ADD CONSTRAINT send_armed_at_known CHECK (state NOT IN ('armed', 'accepted', 'uncertain') OR armed_at IS NOT NULL);
ALTER TABLE mailbox
  ADD CONSTRAINT mailbox_encrypted CHECK (imap_security IN ('tls', 'starttls') AND smtp_security IN ('tls', 'starttls')),
  ADD CONSTRAINT mailbox_gap_ordered CHECK (gap_min_seconds BETWEEN 0 AND gap_max_seconds),
  ADD CONSTRAINT mailbox_cap_positive CHECK (daily_cap > 0 AND ramp_start > 0 AND ramp_step >= 0);
ALTER TABLE mailbox_watch ADD CONSTRAINT mailbox_watch_epoch CHECK (caught_up_epoch <= epoch);
ALTER TABLE sequence_version
  ADD CONSTRAINT sequence_version_window CHECK (0 <= window_from AND window_from < window_to AND window_to <= 1440);
ALTER TABLE sequence_step
  ADD CONSTRAINT sequence_step_delay CHECK (delay_amount >= 0 AND delay_unit IN ('minutes', 'hours', 'days', 'weeks'));
ALTER TABLE installation
  ADD CONSTRAINT installation_singleton CHECK (singleton),
  ADD CONSTRAINT installation_real_time CHECK (sandbox OR (clock_offset_ms = 0 AND travel_to IS NULL)),
  ADD CONSTRAINT installation_travel_whole CHECK ((travel_from IS NULL) = (travel_to IS NULL));

/* The one clock: PostgreSQL's clock plus the installation's offset, read once a transaction. */
CREATE FUNCTION domain_now() RETURNS timestamptz
  LANGUAGE sql STABLE
  AS $$ SELECT now() + make_interval(secs => coalesce((SELECT clock_offset_ms FROM public.installation), 0) / 1000.0) $$;

CREATE FUNCTION clock_never_goes_back() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.clock_offset_ms < OLD.clock_offset_ms THEN
    RAISE EXCEPTION 'the clock never goes back' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER installation_clock BEFORE UPDATE ON installation FOR EACH ROW EXECUTE FUNCTION clock_never_goes_back();

/* Numbered versions, looks and attempts are history: they are never changed. */
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER sequence_version_immutable BEFORE UPDATE ON sequence_version FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER sequence_step_immutable BEFORE UPDATE ON sequence_step FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER engagement_look_immutable BEFORE UPDATE ON engagement_look FOR EACH ROW EXECUTE FUNCTION refuse_change();

/* The bytes of a send are frozen for good once an attempt was armed. */
CREATE FUNCTION refuse_refreeze() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.is_final AND (NEW.bytes <> OLD.bytes OR NOT NEW.is_final) THEN
    RAISE EXCEPTION 'the bytes of an armed send are frozen' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER send_content_frozen BEFORE UPDATE ON send_content FOR EACH ROW EXECUTE FUNCTION refuse_refreeze();

/* An event keeps what it said; only its undo mark is added. */
CREATE FUNCTION refuse_event_rewrite() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (to_jsonb(NEW) - 'undone_at' - 'undone_by_id') IS DISTINCT FROM (to_jsonb(OLD) - 'undone_at' - 'undone_by_id') THEN
    RAISE EXCEPTION 'event is append-only' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER event_append_only BEFORE UPDATE ON event FOR EACH ROW EXECUTE FUNCTION refuse_event_rewrite();

/* Live screens: one NOTIFY a changed row, ids only. Arguments: kind, column that holds the id. */
CREATE FUNCTION announce_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('refrain', json_build_object(
    'subscription', to_jsonb(NEW) ->> 'subscription_id',
    'kind', TG_ARGV[0],
    'id', to_jsonb(NEW) ->> TG_ARGV[1])::text);
  RETURN NULL;
END $$;
CREATE TRIGGER announce AFTER INSERT OR UPDATE ON engagement FOR EACH ROW EXECUTE FUNCTION announce_change('engagement', 'id');
CREATE TRIGGER announce AFTER INSERT OR UPDATE ON event FOR EACH ROW WHEN (NEW.company_id IS NOT NULL)
  EXECUTE FUNCTION announce_change('company', 'company_id');
CREATE TRIGGER announce AFTER INSERT OR UPDATE ON relance FOR EACH ROW EXECUTE FUNCTION announce_change('relance', 'company_id');
CREATE TRIGGER announce AFTER INSERT OR UPDATE ON company_tag FOR EACH ROW EXECUTE FUNCTION announce_change('company', 'company_id');
CREATE TRIGGER announce AFTER INSERT OR UPDATE ON notification FOR EACH ROW EXECUTE FUNCTION announce_change('notification', 'user_id');
CREATE TRIGGER announce AFTER INSERT OR UPDATE ON mailbox FOR EACH ROW EXECUTE FUNCTION announce_change('mailbox', 'id');
CREATE TRIGGER announce AFTER UPDATE ON mailbox_watch FOR EACH ROW
  WHEN ((OLD.lost_at, OLD.unwatched_at, OLD.caught_up_epoch) IS DISTINCT FROM (NEW.lost_at, NEW.unwatched_at, NEW.caught_up_epoch))
  EXECUTE FUNCTION announce_change('mailbox', 'mailbox_id');
CREATE TRIGGER announce AFTER INSERT OR UPDATE ON connection_check FOR EACH ROW EXECUTE FUNCTION announce_change('connection', 'test_id');
CREATE TRIGGER announce AFTER UPDATE ON connection_test FOR EACH ROW EXECUTE FUNCTION announce_change('connection', 'id');

/* The dispatcher wakes at once. */
CREATE FUNCTION announce_outbox() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('refrain_outbox', '');
  RETURN NULL;
END $$;
CREATE TRIGGER announce AFTER INSERT ON outbox FOR EACH STATEMENT EXECUTE FUNCTION announce_outbox();

-- ── Who sees what ──────────────────────────────────────────────────────────────────────────────────

GRANT USAGE ON SCHEMA public TO refrain_app, refrain_dispatch, refrain_support;

/* The subscription of this transaction; null where none was set, so that no row is visible. */
CREATE FUNCTION current_subscription() RETURNS uuid
  LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT nullif(current_setting('app.subscription', true), '')::uuid $$;

/* Puts a table under its subscription: forced row-level security, the owner's own policy, the app's rights. */
CREATE PROCEDURE protect_tenant_table(target regclass, key_column name DEFAULT 'subscription_id')
  LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', target);
  EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', target);
  EXECUTE format('CREATE POLICY owner ON %s TO CURRENT_USER USING (true) WITH CHECK (true)', target);
  EXECUTE format(
    'CREATE POLICY subscription ON %s TO refrain_app USING (%I = (SELECT current_subscription())) WITH CHECK (%I = (SELECT current_subscription()))',
    target, key_column, key_column);
  EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %s TO refrain_app', target);
END $$;

CALL protect_tenant_table('subscription', 'id');
DO $$
DECLARE
  tenant_table regclass;
BEGIN
  FOR tenant_table IN
    SELECT attrelid::regclass FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
    WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND attname = 'subscription_id'
    ORDER BY 1
  LOOP
    CALL protect_tenant_table(tenant_table);
  END LOOP;
END $$;
GRANT USAGE ON SEQUENCE outbox_id_seq TO refrain_app;

-- The installation and the shared reference: no subscription, read by all.
GRANT SELECT ON installation, reference_company, reference_contact TO refrain_app, refrain_dispatch, refrain_support;
GRANT UPDATE (clock_offset_ms, sends_halted_at, travel_from, travel_to, travel_halted_by) ON installation TO refrain_app;
GRANT SELECT, INSERT ON installation_key TO refrain_app;
GRANT SELECT, UPDATE ON founding_link TO refrain_app;
GRANT SELECT ON support_user TO refrain_app, refrain_support;

-- Dispatcher, sweep and the clock's driver: every subscription, ids and instants only.
DO $$
DECLARE
  seen_table text;
BEGIN
  FOREACH seen_table IN ARRAY ARRAY['outbox', 'engagement', 'mailbox', 'mailbox_watch', 'mailbox_slot', 'notification', 'send', 'connection_test', 'relance', 'subscription', 'quarantine'] LOOP
    EXECUTE format('CREATE POLICY dispatch ON %I TO refrain_dispatch USING (true)', seen_table);
  END LOOP;
END $$;
GRANT SELECT, DELETE ON outbox TO refrain_dispatch;
GRANT UPDATE (delivered_at, attempts, next_try_at) ON outbox TO refrain_dispatch;
GRANT SELECT (subscription_id, id, next_look_at, last_look_at, ended_at, mailbox_id, responsible_user_id, state) ON engagement TO refrain_dispatch;
GRANT SELECT (subscription_id, id, owner_id, state, deleted_at) ON mailbox TO refrain_dispatch;
GRANT SELECT (subscription_id, mailbox_id, fence, epoch, caught_up_epoch, proven_at, lost_at, unwatched_at) ON mailbox_watch TO refrain_dispatch;
GRANT SELECT (subscription_id, send_id, mailbox_id, planned_at) ON mailbox_slot TO refrain_dispatch;
GRANT SELECT (subscription_id, id, user_id, treated_at, treated_due_at) ON notification TO refrain_dispatch;
GRANT SELECT (subscription_id, id, kind, state, lease_until, armed_at, not_before, engagement_id, mailbox_id, author_id, settled_at) ON send TO refrain_dispatch;
GRANT SELECT (subscription_id, id, user_id, state, started_at) ON connection_test TO refrain_dispatch;
GRANT SELECT (subscription_id, id, due_on) ON relance TO refrain_dispatch;
GRANT SELECT (id) ON subscription TO refrain_dispatch;

-- Support reads runs across subscriptions, never texts, secrets or bytes.
DO $$
DECLARE
  seen_table text;
BEGIN
  FOREACH seen_table IN ARRAY ARRAY['subscription', 'user', 'company', 'contact', 'sequence', 'sequence_version', 'engagement', 'engagement_look', 'late_batch', 'mailbox', 'mailbox_watch', 'mailbox_slot', 'send', 'send_attempt', 'event', 'command', 'support_grant'] LOOP
    EXECUTE format('CREATE POLICY support ON %I FOR SELECT TO refrain_support USING (true)', seen_table);
  END LOOP;
  FOREACH seen_table IN ARRAY ARRAY['subscription', 'sequence', 'sequence_version', 'engagement', 'engagement_look', 'late_batch', 'mailbox', 'mailbox_watch', 'mailbox_slot', 'send_attempt', 'event', 'command', 'support_grant'] LOOP
    EXECUTE format('GRANT SELECT ON %I TO refrain_support', seen_table);
  END LOOP;
END $$;
-- Who a contact is and what a mail says stays with the subscription.
GRANT SELECT (subscription_id, id, email, first_name, last_name, licence, deactivated_at) ON "user" TO refrain_support;
GRANT SELECT (subscription_id, id) ON company TO refrain_support;
GRANT SELECT (subscription_id, id, company_id) ON contact TO refrain_support;
GRANT SELECT (subscription_id, id, kind, mailbox_id, engagement_id, position, occurrence, contact_id, author_id, is_first_contact,
    state, fence, claimed_at, armed_at, sent_at, settled_by, settled_at, evidence, refusals, not_before, recipient, status,
    filed_in_sent_at, created_at)
  ON send TO refrain_support;
