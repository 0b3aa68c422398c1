-- Whether a mailbox takes plus-addresses, learned by a mail of ours that came to one (docs/design/deliverability.md#proof): reports
-- about mails of a relay come back there, each to an address of its own.

SET LOCAL search_path TO public;
-- AlterTable
ALTER TABLE "mailbox" ADD COLUMN     "plus_arrived_at" TIMESTAMPTZ(3),
ADD COLUMN     "plus_arrived_host" TEXT;

-- AlterTable
ALTER TABLE "sender_proof" ADD COLUMN     "plus_send_id" UUID;

ALTER TABLE "mailbox" ADD CONSTRAINT "mailbox_plus_arrived_somewhere" CHECK (("plus_arrived_at" IS NULL) = ("plus_arrived_host" IS NULL));
